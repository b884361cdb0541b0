import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';
import type { DoctorInput } from '@openslot/shared/contracts/doctors';
import type { OverrideInput } from '@openslot/shared/contracts/overrides';
import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { WeeklyWindow } from '@openslot/shared/contracts/templates';
import type { UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import type { Actor } from '@openslot/shared/policies/access';

export interface DemoBooking {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly patientId: string;
  readonly note: string;
}

/** The real commands of the product, at one moment: demo data is made the way people make theirs. A null actor is the system. */
export interface DemoCommands {
  createDoctor(input: DoctorInput): Promise<{ id: string }>;
  createTemplate(
    doctorId: string,
    input: { effectiveFrom: string; windows: WeeklyWindow[] },
  ): Promise<unknown>;
  setOverrides(actor: Actor, doctorId: string, overrides: readonly OverrideInput[]): Promise<unknown>;
  markUnavailable(actor: Actor, doctorId: string, input: UnavailabilityInput): Promise<unknown>;
  readSlots(query: {
    doctorId: string;
    visitTypeId: string;
    from: string;
    to: string;
    timeZone: string;
  }): Promise<SlotsAnswer>;
  /** `key` is the Idempotency-Key. */
  book(
    actor: Actor,
    input: DemoBooking,
    key: string,
  ): Promise<{ id: string; version: number; startsAt: string }>;
  changeStatus(
    actor: Actor,
    change: { appointmentId: string; action: VisitAction; version: number; reason: string | null },
  ): Promise<unknown>;
}

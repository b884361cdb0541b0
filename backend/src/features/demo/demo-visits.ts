import { AppError } from '@openslot/shared/errors/app-error';
import type { Actor } from '@openslot/shared/policies/access';
import { addDays } from '@openslot/shared/time/local-date';
import type { DemoCommands } from './demo-commands.ts';
import type { DemoDoctor } from './demo-people.ts';
import { seeded } from './seeded.ts';

export interface BookablePatient {
  readonly id: string;
  readonly name: string;
  /** Who books for them: themselves, or the front desk. */
  readonly booker: Actor;
}

export interface DemoVisits {
  readonly commands: DemoCommands;
  readonly patients: readonly BookablePatient[];
  readonly doctors: readonly (DemoDoctor & { readonly id: string })[];
  readonly visitTypes: ReadonlyMap<string, string>;
  /** Zone in which the dates are meant. */
  readonly timeZone: string;
}

const NOTES = ['', '', 'First visit', '', 'Brings the results of the laboratory', '', 'Second opinion', ''];

/**
 * Books visits on the dates from `from` to `to`, both included, the same ones for the same schedule. `atMost` visits
 * a doctor and day. Times that a patient already has another visit at are skipped.
 */
export async function bookDemoVisits(
  visits: DemoVisits,
  range: { readonly from: string; readonly to: string; readonly atMost: number },
): Promise<void> {
  const random = seeded(2026);
  for (const doctor of visits.doctors) {
    for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
      const count = random() * 10 < doctor.busy ? 1 + Math.floor(random() * range.atMost) : 0;
      for (let visit = 0; visit < count; visit++) {
        const patient = choose(visits.patients, random);
        const note = choose(NOTES, random);
        await bookOn(visits, {
          doctor,
          date,
          patient,
          note,
          random,
          visitType: choose(doctor.offers, random),
        });
      }
    }
  }
}

/** As the commands answer it. */
export type BookedVisit = Awaited<ReturnType<DemoCommands['book']>>;

interface Wish {
  readonly doctor: DemoVisits['doctors'][number];
  readonly date: string;
  readonly patient: BookablePatient;
  readonly visitType: string;
  readonly note: string;
  /** From 0 to 1: how late on that day. */
  readonly random: () => number;
}

async function bookOn(visits: DemoVisits, wish: Wish): Promise<BookedVisit | null> {
  const { commands, timeZone } = visits;
  const doctorId = wish.doctor.id;
  const visitTypeId = visits.visitTypes.get(wish.visitType) ?? '';
  const range = { from: wish.date, to: wish.date, timeZone };
  const { days } = await commands.readSlots({ doctorId, visitTypeId, ...range });
  const slots = days.flatMap((day) => day.slots);
  const slot = slots[Math.floor(wish.random() * slots.length)];
  if (slot === undefined) {
    return null;
  }
  const { patient, note } = wish;
  const booking = { doctorId, visitTypeId, startsAt: slot.startsAt, patientId: patient.id, note };
  try {
    return await commands.book(patient.booker, booking, `demo-${doctorId}-${slot.startsAt}`);
  } catch (error) {
    if (error instanceof AppError && error.code === 'patient_busy') {
      return null;
    }
    throw error;
  }
}

/** Books one visit for sure, on the first of the next days that has a slot; optionally cancels it again. Gives the visit. */
export async function bookSoon(
  visits: DemoVisits,
  wish: {
    readonly doctorName: string;
    readonly visitType: string;
    readonly from: string;
    readonly patientName: string;
    readonly cancelReason?: string;
  },
): Promise<BookedVisit> {
  const doctor = visits.doctors.find((one) => one.name === wish.doctorName);
  const patient = visits.patients.find((one) => one.name === wish.patientName);
  if (doctor === undefined || patient === undefined) {
    throw new Error(`the demo has no ${wish.doctorName} or no ${wish.patientName}`);
  }
  const { visitType } = wish;
  for (let days = 0; days < 10; days++) {
    const date = addDays(wish.from, days);
    const made = await bookOn(visits, { doctor, date, patient, visitType, note: '', random: () => 0.5 });
    if (made !== null) {
      if (wish.cancelReason !== undefined) {
        await visits.commands.changeStatus(patient.booker, {
          appointmentId: made.id,
          action: 'cancel',
          version: made.version,
          reason: wish.cancelReason,
        });
      }
      return made;
    }
  }
  throw new Error(`the demo has no time for ${wish.patientName} with ${wish.doctorName}`);
}

function choose<T>(from: readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) {
    throw new Error('nothing to choose from');
  }
  return chosen;
}

import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { Override } from '@openslot/shared/contracts/overrides';
import type { RecurringOverride } from '@openslot/shared/contracts/recurring-overrides';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { createContext, useContext } from 'react';
import type { ScheduleWrite } from '../../sync/use-schedule-write.ts';
import type { MoveStart } from './calendar/drag/move-dialog.tsx';
import type { OwnHolidays } from './holidays/use-own-holidays.ts';
import type { OverrideDraft } from './overrides/override-draft.ts';
import type { OwnEdits } from './pending/use-own-edits.ts';
import type { RecurringDraft } from './recurring/recurring-draft.ts';
import type { UnavailabilityDraft } from './unavailability/unavailability-draft.ts';

/** The dialog that is open over the schedule; each also opens by keyboard, whatever the pointer can do. */
export type ScheduleDialog =
  | {
      readonly kind: 'unavailability';
      readonly item: Unavailability | null;
      readonly draft: UnavailabilityDraft;
    }
  | {
      readonly kind: 'override';
      readonly dates: readonly string[];
      /** What was entered and could not be saved. */
      readonly draft?: OverrideDraft;
    }
  | {
      readonly kind: 'recurring';
      readonly item: RecurringOverride | null;
      /** What was entered and could not be saved. */
      readonly draft?: RecurringDraft;
    }
  | { readonly kind: 'visit'; readonly appointment: Appointment }
  | { readonly kind: 'move'; readonly appointment: Appointment; readonly start: MoveStart }
  | { readonly kind: 'explain'; readonly date: string };

export interface Schedule {
  readonly doctor: Doctor;
  /** Today in the doctor's zone. */
  readonly today: string;
  readonly write: ScheduleWrite;
  /** What this tab changes, shown at once. */
  readonly own: OwnEdits;
  readonly holidays: OwnHolidays;
  /** Grows whenever something of this doctor changed, here or elsewhere: lists read themselves again. */
  readonly version: string;
  readonly open: (dialog: ScheduleDialog) => void;
  readonly removeOverride: (override: Override) => Promise<void>;
  readonly removeUnavailability: (item: Unavailability) => Promise<void>;
}

export const ScheduleContext = createContext<Schedule | null>(null);

/** The schedule of the doctor this page shows. Throws outside of it. */
export function useSchedule(): Schedule {
  const schedule = useContext(ScheduleContext);
  if (schedule === null) {
    throw new Error('useSchedule needs a ScheduleContext above it');
  }
  return schedule;
}

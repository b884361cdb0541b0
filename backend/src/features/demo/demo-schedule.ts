import type { Actor } from '@openslot/shared/policies/access';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';
import type { DemoCommands } from './demo-commands.ts';

/** Ids of the demo's doctors by name, and who does what is not done by themselves. */
export interface DemoCast {
  readonly doctorIds: ReadonlyMap<string, string>;
  readonly frontDesk: Actor;
  /** Who can sign in, by name. */
  readonly users: ReadonlyMap<string, Actor>;
}

const WHOLE_DAYS = { allDay: true, startTime: null, endTime: null } as const;

/** The exceptions of the coming weeks: other hours, closed days and absences. `today` is a date of the clinic's zone. */
export async function addDemoExceptions(
  commands: DemoCommands,
  cast: DemoCast,
  today: string,
): Promise<void> {
  const doctorId = (name: string) => cast.doctorIds.get(name) ?? '';
  const actor = (name: string) => cast.users.get(name) ?? cast.frontDesk;
  const next = (weekday: number, weeks = 0) => nextWeekday(today, weekday, weeks);

  await commands.markUnavailable(actor('Dr. Amara Okafor'), doctorId('Dr. Amara Okafor'), {
    startDate: next(3),
    endDate: next(3),
    allDay: false,
    startTime: '13:00',
    endTime: '14:30',
    reason: 'Team meeting',
  });
  await commands.setOverrides(actor('Dr. Amara Okafor'), doctorId('Dr. Amara Okafor'), [
    {
      date: next(5, 1),
      windows: [{ start: '08:00', end: '11:00', maxSessions: null }],
      reason: 'Leaves early',
    },
  ]);
  await commands.setOverrides(actor('Dr. Jonas Weber'), doctorId('Dr. Jonas Weber'), [
    { date: next(3, 1), windows: [], reason: 'Training day' },
    {
      date: next(6, 1),
      windows: [{ start: '10:00', end: '14:00', maxSessions: null }],
      reason: 'Extra Saturday',
    },
  ]);
  await commands.markUnavailable(actor('Dr. Sofia Marín'), doctorId('Dr. Sofia Marín'), {
    ...WHOLE_DAYS,
    startDate: next(2, 2),
    endDate: addDays(next(2, 2), 2),
    reason: 'Congress in Lisbon',
  });
  await commands.markUnavailable(actor('Dr. Liam Chen'), doctorId('Dr. Liam Chen'), {
    ...WHOLE_DAYS,
    startDate: next(1, 3),
    endDate: addDays(next(1, 3), 6),
    reason: 'Holiday',
  });
  await commands.setOverrides(actor('Dr. Priya Nair'), doctorId('Dr. Priya Nair'), [
    {
      date: next(2, 1),
      windows: [
        { start: '09:00', end: '12:30', maxSessions: null },
        { start: '13:30', end: '18:00', maxSessions: null },
      ],
      reason: 'Vaccination afternoon',
    },
  ]);
}

/** The first such weekday (0 is Sunday) after `today`, and so many weeks later. */
export function nextWeekday(today: string, weekday: number, weeks = 0): string {
  const distance = (weekday - dayOfWeek(today) + 6) % 7;
  return addDays(today, distance + 1 + weeks * 7);
}

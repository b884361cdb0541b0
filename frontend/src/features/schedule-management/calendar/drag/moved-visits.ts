import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';

/** A visit that was dropped somewhere: as it shall be while it is `saving`, then as the server made it. */
export interface DroppedVisit {
  readonly appointment: Appointment;
  readonly saving: boolean;
}

/** The visit as a drop leaves it: one version on, like the server's. */
export function droppedAt(visit: Appointment, target: Pick<Appointment, 'startsAt' | 'endsAt'>): Appointment {
  const { startsAt, endsAt } = target;
  return { ...visit, startsAt, endsAt, version: visit.version + 1 };
}

/** The calendar with dropped visits at their new places, until it knows something as new of them by itself. */
export function withDropped(answer: CalendarAnswer, dropped: readonly DroppedVisit[]): CalendarAnswer {
  if (dropped.length === 0) {
    return answer;
  }
  const byId = new Map(dropped.map(({ appointment }) => [appointment.id, appointment]));
  return {
    ...answer,
    appointments: answer.appointments.map((known) => {
      const own = byId.get(known.id);
      return own !== undefined && own.version > known.version ? own : known;
    }),
  };
}

/** The list with this drop in place of any earlier one of the same visit. */
export function putDropped(dropped: readonly DroppedVisit[], one: DroppedVisit): DroppedVisit[] {
  return [...withoutDropped(dropped, one.appointment.id), one];
}

/** The list without the drop of a visit: what the calendar knows of it counts again. */
export function withoutDropped(dropped: readonly DroppedVisit[], visitId: string): DroppedVisit[] {
  return dropped.filter(({ appointment }) => appointment.id !== visitId);
}

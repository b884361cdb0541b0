import type * as calendar from '@openslot/shared/contracts/calendar';
import type * as changes from '@openslot/shared/contracts/changes';
import type * as slots from '@openslot/shared/contracts/slots';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { type FindVisits, readCalendar } from './read-calendar.ts';
import { readChanges } from './read-changes.ts';
import { readSlots } from './read-slots.ts';

/** HTTP only, for what is read of a doctor's offer. */
export function offerController({ models, clock }: CommandDeps, findVisits: FindVisits) {
  const readSlotsHandler: Handler<typeof slots.readSlots> = ({ params, query }) =>
    readSlots(models, clock, { ...query, doctorId: params.doctorId });

  const readChangesHandler: Handler<typeof changes.readChanges> = ({ params, query }) =>
    readChanges(models, clock, { doctorId: params.doctorId, since: query.since });

  const readCalendarHandler: Handler<typeof calendar.readCalendar> = ({ params, query }) =>
    readCalendar(models, clock, findVisits, { ...query, doctorId: params.doctorId });

  return { slots: readSlotsHandler, changes: readChangesHandler, calendar: readCalendarHandler };
}

import type * as calendar from '@openslot/shared/contracts/calendar';
import type * as changes from '@openslot/shared/contracts/changes';
import type * as explain from '@openslot/shared/contracts/explain';
import type * as generate from '@openslot/shared/contracts/generate';
import type * as specialties from '@openslot/shared/contracts/slots-of-specialty';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { isHoldOf } from '../../schedule/own-hold.ts';
import { explainSlots } from './explain-slots.ts';
import { generateAvailability } from './generate-availability.ts';
import { type FindVisits, readCalendar } from './read-calendar.ts';
import { readChanges, readChangesOfMany } from './read-changes.ts';
import { readMonthsOfSpecialty } from './read-months-of-specialty.ts';
import { readSlotsOfSpecialty } from './read-slots-of-specialty.ts';

/** Hears what came of each question for the missed changes of a doctor. */
export type OnCatchUp = (outcome: 'nothing' | 'changes' | 'reset') => void;

/** HTTP only, for what is read of a doctor's offer. */
export function offerController(deps: CommandDeps, findVisits: FindVisits, onCatchUp: OnCatchUp) {
  const { models, clock } = deps;
  const slotsOfSpecialty: Handler<typeof specialties.readSlotsOfSpecialty> = ({ actor, query }) => {
    const { hold, ...asked } = query;
    const isOwn = hold === undefined || actor === null ? undefined : isHoldOf(actor.id, hold);
    return readSlotsOfSpecialty(models, clock, asked, isOwn);
  };

  const monthsOfSpecialty: Handler<typeof specialties.readMonthsOfSpecialty> = ({ query }) =>
    readMonthsOfSpecialty(models, clock, query);

  const generateRange: Handler<typeof generate.generateAvailability> = ({ params, query }) =>
    generateAvailability(models, clock, { ...query, doctorId: params.doctorId });

  const generateDate: Handler<typeof generate.generateAvailabilityOn> = ({ params, body }) => {
    const { date, ...options } = body;
    return generateAvailability(models, clock, {
      ...options,
      from: date,
      to: date,
      doctorId: params.doctorId,
    });
  };

  const readChangesHandler: Handler<typeof changes.readChanges> = async ({ params, query }) => {
    const answer = await readChanges(models, clock, { doctorId: params.doctorId, since: query.since });
    onCatchUp(outcomeOf(answer));
    return answer;
  };

  const changesOfMany: Handler<typeof changes.readChangesOfMany> = async ({ query }) => {
    const items = await readChangesOfMany(models, clock, query.since);
    for (const answer of items) {
      onCatchUp(outcomeOf(answer));
    }
    return { items };
  };

  const readCalendarHandler: Handler<typeof calendar.readCalendar> = ({ actor, params, query }) =>
    readCalendar(models, clock, findVisits, {
      ...query,
      doctorId: params.doctorId,
      viewerId: actor?.id ?? null,
    });

  const explainHandler: Handler<typeof explain.explainSlots> = ({ params, query }) =>
    explainSlots(models, clock, { ...query, doctorId: params.doctorId });

  return {
    slotsOfSpecialty,
    monthsOfSpecialty,
    explain: explainHandler,
    generateRange,
    generateDate,
    changes: readChangesHandler,
    changesOfMany,
    calendar: readCalendarHandler,
  };
}

function outcomeOf({ reset, changes: missed }: changes.ChangesAnswer): Parameters<OnCatchUp>[0] {
  return reset ? 'reset' : missed.length > 0 ? 'changes' : 'nothing';
}

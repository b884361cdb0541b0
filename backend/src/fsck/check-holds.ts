import { type Check, groupBy, type Occupancy, type Violation } from './snapshot.ts';

const LONGEST_MS = 15 * 60_000;
/** Servers' clocks differ. */
const CLOCKS_MS = 60_000;
const MAX_RENEWALS = 2;
const MAX_HOLDS = 2;

/** Holds belong to somebody and end within a quarter of an hour; a person has two at most, one with a doctor. */
export const checkHolds: Check = ({ occupancy, now }) => {
  const found = occupancy.flatMap((one) => wrong(one, now).map((text) => ({ rule: 'hold', text })));
  const holds = occupancy.filter(({ kind, purpose }) => kind === 'hold' && purpose === 'booking');
  for (const [person, own] of groupBy(holds, ({ heldBy }) => String(heldBy))) {
    const doctors = new Set(own.map(({ doctorId }) => doctorId));
    if (own.length > MAX_HOLDS || doctors.size < own.length) {
      found.push(tooMany(person, own));
    }
  }
  return found;
};

function wrong(one: Occupancy, now: number): string[] {
  const name = `${one.kind} ${one.id}`;
  if (one.kind !== 'hold') {
    return one.expiresAt === null ? [] : [`${name} is no hold and yet expires`];
  }
  return [
    ...(one.expiresAt === null ? [`${name} never expires`] : []),
    ...(one.expiresAt !== null && one.expiresAt > now + LONGEST_MS + CLOCKS_MS
      ? [`${name} expires only ${new Date(one.expiresAt).toISOString()}`]
      : []),
    ...(one.expiresAt !== null && one.heldAt !== null && one.expiresAt > one.heldAt + LONGEST_MS
      ? [`${name} lasts longer than a quarter of an hour`]
      : []),
    ...(one.purpose !== 'booking' && one.purpose !== 'undo'
      ? [`${name} is for nothing (${one.purpose})`]
      : []),
    ...(one.heldBy === null ? [`${name} is held by nobody`] : []),
    ...(one.appointmentId !== null && one.purpose === 'booking' ? [`${name} names a visit`] : []),
    ...(one.renewals < 0 || one.renewals > MAX_RENEWALS ? [`${name} was renewed ${one.renewals} times`] : []),
  ];
}

function tooMany(person: string, own: readonly Occupancy[]): Violation {
  return { rule: 'hold', text: `user ${person} has too many holds: ${own.map(({ id }) => id).join(' ')}` };
}

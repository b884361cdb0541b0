import { markUnavailable, removeUnavailability } from '@openslot/shared/contracts/unavailability';
import { ask } from '../backend/test/booking-http.ts';
import { at, type World } from '../backend/test/booking-world.ts';
import { now } from './bench-clients.mjs';

export interface ChangeMade {
  readonly seq: number;
  /** By `now()`. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Client addresses, of which each has a limit of its own. */
export function addressOf(index: number): string {
  return `10.${9 + (index >> 14)}.${(index >> 7) & 127}.${index & 127}`;
}

/**
 * Makes an hour of the first doctor unavailable, or takes that back, in turn: every list shows each change.
 * @throws when a change is refused.
 */
export function changesOf(world: World, url: string): () => Promise<ChangeMade> {
  const doctorId = world.doctors[0] ?? '';
  const date = at(3, 0).slice(0, 10);
  const hour = { startDate: date, endDate: date, allDay: false, startTime: '10:00', endTime: '11:00' };
  let marked: { id: string; version: number } | undefined;
  let count = 0;
  return async () => {
    count += 1;
    const person = { ...world.frontDesk, address: addressOf(count) };
    const sentAt = now();
    const { status, body } =
      marked === undefined
        ? await ask(url, person, markUnavailable, { params: { doctorId }, body: { ...hour, reason: null } })
        : await ask(url, person, removeUnavailability, {
            params: { doctorId, unavailabilityId: marked.id },
            body: { version: marked.version },
          });
    if (status >= 300 || body.seq === undefined) {
      throw new Error(`${status} ${JSON.stringify(body)}`);
    }
    marked = body.unavailability;
    return { seq: body.seq, sentAt, answeredAt: now() };
  };
}

/** The slots of one of the weeks to come. */
export function pathOfWeek(world: World, week: number): string {
  const [from = '', to = ''] = [0, 6].map((days) => at(week * 7 + days, 0).slice(0, 10));
  const query = new URLSearchParams({ from, to, visitTypeId: world.types.normal, timeZone: 'UTC' });
  return `/api/v1/doctors/${world.doctors[0]}/slots?${query}`;
}

import { z } from 'zod';
import { Id, Instant, Seq, shortText, TimeZone } from './common.ts';
import { endpoint } from './endpoint.ts';

/** The most slots one person may hold at a time, each with another doctor (BK3). */
export const MAX_HOLDS = 2;
/** How often a hold can be renewed (BK5). */
export const MAX_RENEWALS = 2;
/** How long a hold may last in all, renewals included (BK5). */
export const MAX_HOLD_MINUTES = 15;

/**
 * A slot kept for the signed-in person while they book. `renewalsLeft` is 0 when it can no longer be renewed. Count
 * down to `expiresAt` by the clock of the server (`asOf`).
 */
export const Hold = z.object({
  id: Id,
  doctorId: Id,
  visitTypeId: Id,
  startsAt: Instant,
  endsAt: Instant,
  expiresAt: Instant,
  renewalsLeft: z.number().int().min(0).max(MAX_RENEWALS),
});
export type Hold = z.infer<typeof Hold>;

/** `seq` is the doctor's after the command: the holder's own change, no news to them. */
const HoldSaved = z.object({ hold: Hold, seq: Seq, asOf: Instant });

/**
 * With `specialty` the clinic chooses: whoever is free then and has the fewest visits that day (BK11); the hold names
 * them. Holding another slot of the same doctor replaces the person's hold; holding the same slot again gives the hold there
 * is. `timeZone` is the viewer's, for the day in a refusal; the schedule's when absent. Refusals: 409 `slot_taken`,
 * `slot_not_offered` (both with a slot conflict, see `slot-conflict.ts`) or `too_many_holds`.
 */
export const holdSlot = endpoint({
  method: 'POST',
  path: '/api/v1/holds',
  summary: 'Hold a slot while booking',
  access: 'book-appointments',
  status: 201,
  idempotent: true,
  body: z
    .strictObject({
      doctorId: Id.optional(),
      specialty: shortText(80).optional(),
      visitTypeId: Id,
      startsAt: Instant,
      timeZone: TimeZone.optional(),
    })
    .refine(({ doctorId, specialty }) => doctorId !== undefined || specialty !== undefined, {
      path: ['doctorId'],
      error: 'is needed, or a specialty',
    })
    .refine(({ doctorId, specialty }) => doctorId === undefined || specialty === undefined, {
      path: ['specialty'],
      error: 'cannot be given together with a doctor',
    }),
  response: HoldSaved,
});

const HoldId = z.strictObject({ holdId: Id });

/** Refusals: 410 `hold_expired` when there is no such hold (any more), 409 `hold_not_renewable`. */
export const renewHold = endpoint({
  method: 'POST',
  path: '/api/v1/holds/:holdId/renew',
  summary: 'Keep a held slot longer',
  access: 'book-appointments',
  params: HoldId,
  response: HoldSaved,
});

/**
 * Also 200 when the hold is gone already: `released: false`, and `seq` is null. `leaving`: the holder's page goes, and
 * may come back at once; then it is given back a few seconds later, unless the same slot is held again until then.
 */
export const releaseHold = endpoint({
  method: 'DELETE',
  path: '/api/v1/holds/:holdId',
  summary: 'Offer a held slot again',
  access: 'book-appointments',
  params: HoldId,
  query: z.strictObject({ leaving: z.enum(['true', 'false']).optional() }),
  response: z.object({ released: z.boolean(), seq: Seq.nullable() }),
});

export const listOwnHolds = endpoint({
  method: 'GET',
  path: '/api/v1/holds/mine',
  summary: 'The slots held for the signed-in person',
  access: 'book-appointments',
  response: z.object({ items: z.array(Hold), asOf: Instant }),
});

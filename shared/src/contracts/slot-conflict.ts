import { z } from 'zod';
import { Id, Instant, Seq } from './common.ts';
import { SlotDay } from './slots.ts';

/** A free slot near the one that was refused. */
export const Alternative = z.object({
  doctorId: Id,
  doctorName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
});
export type Alternative = z.infer<typeof Alternative>;

/**
 * What 409 `slot_taken` and `slot_not_offered` say beyond the code: the day that was asked for as it is now, and at
 * most three free slots of the two weeks before and after, the nearest first. `seq` was read before them. `day` and
 * `seq` are null where no single doctor was asked for. Parse a problem document with it.
 */
export const SlotConflict = z.object({
  seq: Seq.nullable(),
  day: SlotDay.nullable(),
  alternatives: z.array(Alternative).max(3),
});
export type SlotConflict = z.infer<typeof SlotConflict>;

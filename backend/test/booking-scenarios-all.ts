import { randomInterleavings } from './booking-random.ts';
import {
  bookAgainstBlock,
  bookAgainstCancel,
  bookEverywhere,
  onePatient,
  oneSlot,
  overlappingLengths,
  repeats,
} from './booking-scenarios.ts';
import {
  expiryAgainstBook,
  holdAgainstBook,
  manyHolds,
  renewAgainstRelease,
} from './booking-scenarios-holds.ts';
import {
  moveAgainstCancel,
  movesToOneSlot,
  overbookings,
  swap,
  twoApprovals,
} from './booking-scenarios-moves.ts';
import type { Scenario } from './booking-storm.ts';

/** By name, each of them run once by `npm test` and again and again by `npm run soak:booking`. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'two hundred people want one slot': oneSlot,
  'visits of different lengths compete for two hours': overlappingLengths,
  'people book with all doctors at once': bookEverywhere,
  'one patient books with several doctors at one time': onePatient,
  'a visit is cancelled while others want its time': bookAgainstCancel,
  'hours are blocked while people book them': bookAgainstBlock,
  'requests are repeated with their Idempotency-Key': repeats,
  'a slot is held by some and booked by others': holdAgainstBook,
  'one person holds many slots': manyHolds,
  'a hold is renewed, released and booked': renewAgainstRelease,
  'holds run out while their slots are booked': expiryAgainstBook,
  'visits change places between two doctors': swap,
  'many visits move to one slot': movesToOneSlot,
  'a visit is moved and cancelled': moveAgainstCancel,
  'a request is approved several times and cancelled': twoApprovals,
  'a slot is booked and overbooked': overbookings,
  'everybody does anything': randomInterleavings,
};

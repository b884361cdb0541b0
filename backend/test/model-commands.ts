import fc from 'fast-check';

/** How many of each there are in one run. */
export const DOCTORS = 3;
export const PATIENTS = 3;
/** Half hours of the working day, 09:00 to 15:00 UTC. */
export const HALF_HOURS = 12;

/** Patients are numbers; `null` is the front desk. Those on visits and holds pick one of those there were so far. */
export type Command =
  | {
      readonly kind: 'book';
      readonly patient: number;
      readonly doctor: number;
      readonly slot: number;
      readonly type: Type;
    }
  | {
      readonly kind: 'hold';
      readonly patient: number;
      readonly doctor: number;
      readonly slot: number;
      readonly type: Type;
    }
  | { readonly kind: 'bookHeld' | 'renew' | 'release'; readonly which: number }
  | { readonly kind: 'cancel' | 'undo'; readonly which: number; readonly byDesk: boolean }
  | { readonly kind: 'approve'; readonly which: number }
  | {
      readonly kind: 'move';
      readonly which: number;
      readonly byDesk: boolean;
      readonly doctor: number;
      readonly slot: number;
    }
  | { readonly kind: 'block'; readonly doctor: number; readonly slot: number; readonly length: number }
  | { readonly kind: 'unblock'; readonly which: number }
  | { readonly kind: 'pass'; readonly seconds: number };

/** `half` and `whole` hours; `asked` is half an hour that has to be approved. */
export type Type = 'half' | 'whole' | 'asked';

const doctor = fc.nat(DOCTORS - 1);
const patient = fc.nat(PATIENTS - 1);
// Few, so that they meet; a whole hour still ends within the day.
const slot = fc.nat(4);
const which = fc.nat(20);
const type = fc.constantFrom<Type>('half', 'half', 'whole', 'asked');
const byDesk = fc.boolean();

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('book' as const), patient, doctor, slot, type }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hold' as const), patient, doctor, slot, type }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('bookHeld' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('renew' as const, 'release' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which, byDesk }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), which, byDesk }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('approve' as const), which }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), which, byDesk, doctor, slot }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('block' as const),
      doctor,
      slot,
      length: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unblock' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.constantFrom(10, 20, 120, 299, 301),
    }),
  },
);

export const commands = fc.array(command, { minLength: 1, maxLength: 40, size: 'max' });

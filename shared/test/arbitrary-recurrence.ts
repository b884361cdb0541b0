import fc from 'fast-check';
import type { RecurringDates } from '../src/slots/slot-types.ts';
import { addDays } from '../src/time/local-date.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const interval = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }));
const plainWeekdays = fc.subarray(WEEKDAYS, { minLength: 1, maxLength: 3 }).map((names) => names.join(','));

const ordinal = fc.constantFrom('', '', '1', '-1', '+2', '3', '4', '5', '-2', '-5');
const numberedWeekdays = fc
  .uniqueArray(
    fc.tuple(ordinal, fc.constantFrom(...WEEKDAYS)).map((pair) => pair.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => list.join(','));

const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.join(','));

/** Parts in the order given, those that are null left out. */
function ruleOf(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(';');
}

function part(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string | null> {
  return fc.option(
    value.map((text) => `${name}=${text}`),
    { nil: null, freq: 2 },
  );
}

const pattern = fc.oneof(
  fc
    .tuple(interval, part('BYDAY', plainWeekdays), part('WKST', fc.constantFrom('SU', 'MO', 'WE')))
    .map(([every, days, weekStart]) => ruleOf('FREQ=WEEKLY', `INTERVAL=${every}`, days, weekStart)),
  fc
    .tuple(interval, part('BYDAY', numberedWeekdays))
    .map(([every, days]) => ruleOf('FREQ=MONTHLY', `INTERVAL=${every}`, days)),
  fc
    .tuple(interval, months, part('BYDAY', numberedWeekdays))
    .map(([every, of, days]) => ruleOf('FREQ=YEARLY', `INTERVAL=${every}`, `BYMONTH=${of}`, days)),
  interval.map((every) => ruleOf('FREQ=YEARLY', `INTERVAL=${every}`)),
);

/** Rules that began some days, or up to four years, before `date`; some end, some leave out dates near it. */
export function arbitraryRecurrence(date: string): fc.Arbitrary<RecurringDates> {
  return fc
    .record({
      began: fc.oneof(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 0, max: 1_500 })),
      rule: pattern,
      end: fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        fc.integer({ min: 0, max: 40 }).map((days) => `UNTIL+${days}`),
        fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
      ),
      excluded: fc.array(fc.integer({ min: -6, max: 4 }), { maxLength: 2 }),
    })
    .map(({ began, rule, end, excluded }) => {
      const startsOn = addDays(date, -began);
      const [, days] = end.split('UNTIL+');
      const until = addDays(startsOn, Math.max(0, began - 8) + Number(days ?? 0)).replaceAll('-', '');
      return {
        rule: days === undefined ? `${rule}${end}` : `${rule};UNTIL=${until}`,
        startsOn,
        excludedDates: excluded.map((shift) => addDays(date, shift)),
      };
    });
}

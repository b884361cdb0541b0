import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { generateSlots } from '../shared/src/slots/generate-slots.ts';
import { isOffered } from '../shared/src/slots/is-offered.ts';
import { arbitraryInputAt } from '../shared/test/arbitrary-input.ts';
import { referenceSlots } from '../shared/test/reference.ts';

/**
 * `npm run soak:slots`: 20,000 random questions to the minute, spread over every time zone this runtime knows, near
 * clocks set forward, near clocks set back, and on any other day; the engine and the slow reference of shared/test
 * must give the same.
 *
 *   --seed=N    the same questions again; a new one each time otherwise. It is printed first.
 *   --from=N    resumes: leaves out the places before this one
 *   --places=N  ends after this many places
 *   --runs=N    20,000
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    from: { type: 'string', default: '0' },
    places: { type: 'string', default: 'all' },
    runs: { type: 'string', default: '20000' },
  },
});

// Before 1975 some zones had offsets with seconds, which a reference that counts minutes cannot tell.
const EARLIEST = Date.UTC(1975, 0, 1);
const LATEST = Date.UTC(2040, 0, 1);
const ZONES = Intl.supportedValuesOf('timeZone');

interface Place {
  readonly kind: 'forward' | 'back' | 'quiet';
  readonly timeZone: string;
  readonly date: string;
}

/** The next place of a kind after an instant, if clocks still change like that there. */
function edgeAfter(timeZone: string, from: number, kind: 'forward' | 'back'): Place | null {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  for (let tries = 0; tries < 4; tries++) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > LATEST) {
      return null;
    }
    const forward = next.offsetNanoseconds > next.subtract({ nanoseconds: 1 }).offsetNanoseconds;
    if (forward === (kind === 'forward')) {
      return { kind, timeZone, date: next.toPlainDate().toString() };
    }
    at = next;
  }
  return null;
}

/** For each zone one place of each kind, at moments that the seed decides. */
function placesOf(seed: number): Place[] {
  const moments = fc.sample(fc.integer({ min: EARLIEST, max: LATEST }), { seed, numRuns: ZONES.length });
  return ZONES.flatMap((timeZone, index) => {
    const from = moments[index] ?? EARLIEST;
    const quiet = new Date(from).toISOString().slice(0, 10);
    const edges = (['forward', 'back'] as const).map(
      // A zone that gave up changing its clocks did so before most moments.
      (kind) => edgeAfter(timeZone, from, kind) ?? edgeAfter(timeZone, EARLIEST, kind),
    );
    return [...edges, { kind: 'quiet' as const, timeZone, date: quiet }].filter((place) => place !== null);
  });
}

function ask(place: Place, seed: number, numRuns: number) {
  const arbitrary = arbitraryInputAt({ edges: [[place.timeZone, place.date]], viewers: ZONES, raster: 1 });
  const property = fc.property(arbitrary, (input) => {
    const { slots, held } = generateSlots(input);
    const found = { slots: slots.map((slot) => slot.start), held: held.map((slot) => slot.start) };
    const expected = referenceSlots(input);
    const [first] = found.slots;
    return (
      JSON.stringify(found) === JSON.stringify(expected) &&
      (first === undefined || isOffered(input, first).offered)
    );
  });
  return fc.check(property, { seed, numRuns });
}

function wholeNumber(name: 'seed' | 'from' | 'runs'): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`--${name} must be a whole number`);
  }
  return number;
}

function main(): void {
  const [seed, from, runs] = [wholeNumber('seed'), wholeNumber('from'), wholeNumber('runs')];
  const places = placesOf(seed);
  const end = values.places === 'all' ? places.length : Math.min(places.length, from + Number(values.places));
  const each = Math.ceil(runs / places.length);
  const count = (kind: Place['kind']) => places.filter((place) => place.kind === kind).length;
  console.log(
    `seed ${seed}: ${places.length} places in ${ZONES.length} zones (${count('forward')} with clocks set forward, ` +
      `${count('back')} set back, ${count('quiet')} on any day), ${each} questions each`,
  );
  let asked = 0;
  for (const [index, place] of places.slice(from, end).entries()) {
    const { failed, numRuns, counterexample, errorInstance } = ask(place, seed + from + index, each);
    asked += numRuns;
    if (failed) {
      console.error(`\nPlace ${from + index}: ${place.timeZone} ${place.date} (${place.kind})`);
      console.error(JSON.stringify(counterexample?.[0], null, 2));
      console.error(errorInstance ?? 'The engine and the reference differ.');
      console.error(`Again: npm run soak:slots -- --seed=${seed} --from=${from + index} --places=1`);
      process.exitCode = 1;
      return;
    }
    if ((index + 1) % 50 === 0) {
      console.log(`  ${asked} questions; resume with --seed=${seed} --from=${from + index + 1}`);
    }
  }
  console.log(`${asked} questions, the same answers.`);
}

main();

import { isDeepStrictEqual } from 'node:util';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import { dayNumber } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import { slotsWithDayjs } from './bench-slots-dayjs.mjs';
import { CLOSES, OPENS, questionOf, TIME_ZONE } from './bench-slots-questions.mjs';

/**
 * `npm run bench:slots`: what a question costs, beside a plain lower bound and beside the same work in the manner of
 * widespread booking software. The three are checked for equal answers first. Times depend on the machine and on what
 * else it does, so the ratios are what counts; medians of interleaved rounds keep them steady.
 */
const MINUTE = 60_000;
const ROUNDS = 7;

/**
 * @typedef {import('@openslot/shared/slots/slot-types').SlotInput} SlotInput
 * @typedef {readonly { readonly start: number, readonly end: number }[]} Slots
 *
 * @typedef {object} Prepared
 * @property {readonly number[]} opens the first instant of the hours of each day: every offset is known
 * @property {number} duration
 * @property {SlotInput['occupied']} busy
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {number} doctors
 * @property {number} days
 * @property {number} slotMinutes
 * @property {number} dayjsDoctors with how many of the doctors dayjs is timed; its time is scaled up to all of them
 */

/**
 * @param {SlotInput} input
 * @returns {Prepared}
 */
function prepare(input) {
  const opens = [];
  for (let day = dayNumber(input.range.from); day <= dayNumber(input.range.to); day++) {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    opens.push(wallClockToInstant(TIME_ZONE, date, `0${OPENS / 60}:00`));
  }
  return { opens, duration: input.visitType.durationMinutes * MINUTE, busy: input.occupied };
}

/**
 * The lower bound: nothing is checked, merged, converted or looked up. Visits come in order and none is longer than
 * another, so one index that only moves on tells whether a slot is free.
 *
 * @param {Prepared} prepared
 * @returns {Slots}
 */
function lowerBound({ opens, duration, busy }) {
  const slots = [];
  let index = 0;
  for (const first of opens) {
    const last = first + (CLOSES - OPENS) * MINUTE - duration;
    for (let start = first; start <= last; start += duration) {
      let visit = busy[index];
      while (visit !== undefined && visit.end <= start) {
        index += 1;
        visit = busy[index];
      }
      if (visit === undefined || visit.start >= start + duration) {
        slots.push({ start, end: start + duration });
      }
    }
  }
  return slots;
}

/**
 * Milliseconds of one call, from as many calls as fill `least` milliseconds.
 *
 * @param {() => unknown} run
 * @param {number} least
 */
function time(run, least) {
  const startedAt = performance.now();
  let calls = 0;
  let elapsed = 0;
  do {
    run();
    calls += 1;
    elapsed = performance.now() - startedAt;
  } while (elapsed < least);
  return elapsed / calls;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @type {readonly Case[]} */
const CASES = [
  { name: '1 doctor, 1 day, 30 min', doctors: 1, days: 1, slotMinutes: 30, dayjsDoctors: 1 },
  { name: '1 doctor, 30 days, 30 min', doctors: 1, days: 30, slotMinutes: 30, dayjsDoctors: 1 },
  { name: '1 doctor, 30 days, 5 min', doctors: 1, days: 30, slotMinutes: 5, dayjsDoctors: 1 },
  { name: '50 doctors, 30 days, 30 min', doctors: 50, days: 30, slotMinutes: 30, dayjsDoctors: 1 },
];

/**
 * @param {string} name
 * @param {Slots} one
 * @param {Slots} other
 */
function checkEqual(name, one, other) {
  if (one.length === 0 || !isDeepStrictEqual(one, other)) {
    throw new Error(`${name}: the answers differ (${one.length} and ${other.length} slots)`);
  }
}

/** @param {Case} one */
function measure({ name, doctors, days, slotMinutes, dayjsDoctors }) {
  const inputs = Array.from({ length: doctors }, (_, doctor) => questionOf(days, slotMinutes, doctor));
  const prepared = inputs.map(prepare);
  for (const [index, input] of inputs.entries()) {
    const { slots } = generateSlots(input);
    checkEqual(name, slots, lowerBound(prepared[index] ?? prepare(input)));
    if (index < dayjsDoctors) {
      checkEqual(name, slots, slotsWithDayjs(input));
    }
  }
  const run = {
    engine: () => inputs.map((input) => generateSlots(input)),
    bound: () => prepared.map(lowerBound),
    dayjs: () => inputs.slice(0, dayjsDoctors).map(slotsWithDayjs),
  };
  /** @type {Record<'engine' | 'bound' | 'dayjs', number[]>} */
  const times = { engine: [], bound: [], dayjs: [] };
  time(run.engine, 200);
  time(run.bound, 200);
  for (let round = 0; round < ROUNDS; round++) {
    times.engine.push(time(run.engine, 60));
    times.bound.push(time(run.bound, 60));
    times.dayjs.push((time(run.dayjs, 0) * doctors) / dayjsDoctors);
  }
  return { engine: median(times.engine), bound: median(times.bound), dayjs: median(times.dayjs) };
}

/**
 * The exponent with which a cost grows: 1 is linear. Least squares over the logarithms.
 *
 * @param {readonly { size: number, cost: number }[]} points
 */
function slope(points) {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const x = logs.reduce((sum, point) => sum + point.x, 0) / logs.length;
  const y = logs.reduce((sum, point) => sum + point.y, 0) / logs.length;
  const above = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return above / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

/**
 * @param {readonly number[]} sizes
 * @param {(size: number) => () => unknown} runOf
 */
function growth(sizes, runOf) {
  const runs = sizes.map((size) => ({ size, run: runOf(size), costs: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, costs } of runs) {
      costs.push(time(run, 30));
    }
  }
  const points = runs.map(({ size, costs }) => ({ size, cost: median(costs) }));
  const list = points.map(({ size, cost }) => `${size}: ${cost.toFixed(3)} ms`).join(', ');
  return `${slope(points).toFixed(2)}   (${list})`;
}

function main() {
  console.log(`Node ${process.version}, ${ROUNDS} interleaved rounds, medians; 20 visits on each day\n`);
  console.log(
    `${'case'.padEnd(30)}${'engine'.padStart(11)}${'bound'.padStart(11)}${'dayjs'.padStart(13)}` +
      `${'engine/bound'.padStart(14)}${'dayjs/engine'.padStart(14)}`,
  );
  for (const one of CASES) {
    const { engine, bound, dayjs } = measure(one);
    console.log(
      `${one.name.padEnd(30)}${engine.toFixed(4).padStart(8)} ms${bound.toFixed(4).padStart(8)} ms` +
        `${dayjs.toFixed(1).padStart(10)} ms${(engine / bound).toFixed(1).padStart(13)}×` +
        `${Math.round(dayjs / engine)
          .toLocaleString('en')
          .padStart(13)}×`,
    );
  }
  const inputs = Array.from({ length: 50 }, (_, doctor) => questionOf(30, 30, doctor));
  const days = growth([15, 30, 60, 120, 240, 360], (count) => {
    const input = questionOf(count, 30);
    return () => generateSlots(input);
  });
  const doctors = growth(
    [1, 5, 10, 25, 50],
    (count) => () => inputs.slice(0, count).map((one) => generateSlots(one)),
  );
  console.log(`\ngrows with days to the power of    ${days}`);
  console.log(`grows with doctors to the power of ${doctors}`);
}

main();

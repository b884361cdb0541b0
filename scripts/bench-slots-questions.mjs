import { addDays } from '@openslot/shared/time/local-date';

/**
 * @typedef {import('@openslot/shared/slots/slot-types').SlotInput} SlotInput
 * @typedef {import('@openslot/shared/slots/slot-types').OccupiedTime} OccupiedTime
 */

/** Clocks are set forward on the 15th day of every question. */
export const TIME_ZONE = 'Europe/Berlin';
export const FIRST_DATE = '2026-03-15';
export const OPENS = 6 * 60;
export const CLOSES = 22 * 60;

const MINUTE = 60_000;
const BUSY_PER_DAY = 20;
const BUSY_MINUTES = 10;

/**
 * Numbers in [0, 1), the same for the same seed.
 *
 * @param {number} seed
 */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Visits of one doctor, in order of start, as a database returns them.
 *
 * @param {number} days
 * @param {number} seed
 * @returns {OccupiedTime[]}
 */
function visits(days, seed) {
  const next = random(seed);
  const midnight = Date.parse(`${FIRST_DATE}T00:00Z`);
  return Array.from({ length: days * BUSY_PER_DAY }, (_, index) => {
    const day = Math.floor(index / BUSY_PER_DAY);
    const minute = OPENS - 60 + Math.floor((next() * (CLOSES - OPENS - BUSY_MINUTES)) / 5) * 5;
    const start = midnight + (day * 1_440 + minute) * MINUTE;
    return {
      start,
      end: start + BUSY_MINUTES * MINUTE,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      kind: /** @type {const} */ ('appointment'),
    };
  }).sort((a, b) => a.start - b.start);
}

/**
 * One doctor who works sixteen hours every day and has twenty visits on each; `days` from {@link FIRST_DATE}.
 *
 * @param {number} days
 * @param {number} slotMinutes
 * @param {number} [doctor] another number, other visits
 * @returns {SlotInput}
 */
export function questionOf(days, slotMinutes, doctor = 0) {
  return {
    timeZone: TIME_ZONE,
    templates: [
      {
        effectiveFrom: '2026-01-01',
        windows: [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '06:00', end: '22:00' })),
      },
    ],
    overrides: [],
    holidays: [],
    unavailability: [],
    occupied: visits(days, 7 + doctor),
    visitType: {
      durationMinutes: slotMinutes,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      minimumNoticeMinutes: 0,
    },
    bookingWindowDays: null,
    range: { from: FIRST_DATE, to: addDays(FIRST_DATE, days - 1) },
    viewerTimeZone: TIME_ZONE,
    now: Date.parse('2026-03-01T00:00Z'),
  };
}

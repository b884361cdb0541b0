import fc from 'fast-check';
import type { HoursWindow, OccupiedTime, SlotInput } from '../src/slots/slot-types.ts';
import { addDays } from '../src/time/local-date.ts';
import { arbitraryRecurrence } from './arbitrary-recurrence.ts';

const MINUTE = 60_000;
/** Long before every question, where neither notice nor booking window matters. */
const LONG_AGO_MINUTES = 400 * 1_440;

/** Zones with a date near which their clocks do something: half an hour, at midnight, over midnight, a whole day. */
const EDGES: readonly (readonly [zone: string, date: string])[] = [
  ['UTC', '2026-02-28'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2025-11-02'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Australia/Lord_Howe', '2025-04-06'],
  ['Australia/Lord_Howe', '2025-10-05'],
  ['Africa/Cairo', '2024-04-26'],
  ['Africa/Cairo', '2024-11-01'],
  ['Africa/Casablanca', '2026-02-15'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Goose_Bay', '2010-11-07'],
  ['America/St_Johns', '2010-03-14'],
  ['America/Havana', '2025-11-02'],
  ['America/Scoresbysund', '2025-03-30'],
  ['America/Santiago', '2025-09-07'],
  ['Asia/Beirut', '2025-03-30'],
  ['Asia/Kolkata', '2024-02-29'],
  ['Asia/Kathmandu', '2025-12-31'],
  ['Pacific/Chatham', '2025-04-06'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Easter', '2025-09-06'],
  ['Pacific/Easter', '2025-04-05'],
  ['Pacific/Kiritimati', '2026-01-01'],
];

const ZONES = [...new Set(EDGES.map(([zone]) => zone))];

/** Whole multiples of a raster, in minutes, both ends included. */
type Minutes = (least: number, most: number) => fc.Arbitrary<number>;

function onRaster(raster: number): Minutes {
  return (least, most) =>
    fc.integer({ min: least / raster, max: most / raster }).map((count) => count * raster);
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

type Window = fc.Arbitrary<HoursWindow>;

function windowOf(minutes: Minutes): Window {
  return fc
    .tuple(
      fc.oneof(minutes(0, 1435), minutes(0, 180)),
      fc.oneof(minutes(0, 1440), minutes(0, 180)),
      fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 4 }),
      fc.boolean(),
    )
    .filter(([start, end]) => start !== end)
    .map(([start, end, maxSessions, wholeDay]) => ({
      start: wholeDay ? '00:00' : clock(start),
      end: wholeDay ? '24:00' : clock(end),
      ...(maxSessions === undefined ? {} : { maxSessions }),
    }));
}

function visitTypeOf(minutes: Minutes) {
  return fc
    .record({
      durationMinutes: fc.oneof(minutes(5, 60), minutes(5, 60), minutes(5, 400)),
      stepMinutes: minutes(5, 120),
      bufferBeforeMinutes: fc.oneof(fc.constant(0), minutes(0, 60)),
      bufferAfterMinutes: fc.oneof(fc.constant(0), minutes(0, 60)),
      minimumNoticeMinutes: fc.oneof(fc.constant(0), minutes(0, 600)),
    })
    .chain((type) =>
      fc.boolean().map((ownStep) => {
        const { stepMinutes, ...rest } = type;
        return ownStep ? { ...rest, stepMinutes } : rest;
      }),
    );
}

function busySpan(minutes: Minutes, noon: number) {
  return fc.tuple(minutes(-4_000, 4_000), minutes(5, 300)).map(([offset, length]) => ({
    start: noon + offset * MINUTE,
    end: noon + (offset + length) * MINUTE,
  }));
}

function occupied(minutes: Minutes, noon: number, now: number): fc.Arbitrary<OccupiedTime> {
  return fc
    .record({
      span: busySpan(minutes, noon),
      bufferBeforeMinutes: fc.oneof(fc.constant(0), minutes(0, 60)),
      bufferAfterMinutes: fc.oneof(fc.constant(0), minutes(0, 60)),
      kind: fc.constantFrom('appointment' as const, 'hold' as const),
      expiresIn: fc.integer({ min: -5, max: 90 }),
      own: fc.boolean(),
    })
    .map(({ span, expiresIn, own, ...rest }) =>
      rest.kind === 'hold'
        ? { ...span, ...rest, expiresAt: now + expiresIn * MINUTE, own: own && expiresIn % 2 === 0 }
        : { ...span, ...rest },
    );
}

function template(window: Window, effectiveFrom: string, effectiveTo?: string) {
  return fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), window), { maxLength: 9 }).map((windows) => ({
    effectiveFrom,
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    windows: windows.map(([dayOfWeek, hours]) => ({ dayOfWeek, ...hours })),
  }));
}

/** Many windows on every weekday, so that long merged windows and their cuts occur. */
function denseTemplate(window: Window) {
  return fc.array(window, { minLength: 1, maxLength: 2 }).map((windows) => ({
    effectiveFrom: '1900-01-01',
    windows: [0, 1, 2, 3, 4, 5, 6].flatMap((dayOfWeek) => windows.map((hours) => ({ dayOfWeek, ...hours }))),
  }));
}

function templatesOf(window: Window, from: string): fc.Arbitrary<SlotInput['templates']> {
  return fc.oneof(
    denseTemplate(window).map((one) => [one]),
    fc
      .tuple(template(window, '1900-01-01'), template(window, addDays(from, -2), addDays(from, 1)))
      .map((pair) => [...pair]),
    template(window, '1900-01-01').map((one) => [one]),
  );
}

function overridesOf(window: Window, from: string): fc.Arbitrary<SlotInput['overrides']> {
  const ofDate = (date: string) => fc.array(window, { maxLength: 2 }).map((windows) => ({ date, windows }));
  return uniqueDates(from).chain((dates) => fc.tuple(...dates.map(ofDate)));
}

function uniqueDates(from: string) {
  return fc
    .uniqueArray(fc.integer({ min: -6, max: 4 }), { maxLength: 3 })
    .map((offsets) => offsets.map((days) => addDays(from, days)));
}

/** Saved one after the other; half of them on many days, so that they meet the question. */
function recurringOverrides(window: Window, from: string) {
  const often = fc.record({
    rule: fc.constantFrom('FREQ=WEEKLY;BYDAY=MO,WE,FR,SA', 'FREQ=WEEKLY;BYDAY=TU,TH,SU;COUNT=9'),
    startsOn: fc.integer({ min: -2, max: 20 }).map((days) => addDays(from, -days)),
  });
  return fc
    .array(fc.tuple(fc.oneof(often, arbitraryRecurrence(from)), fc.array(window, { maxLength: 2 })), {
      maxLength: 2,
    })
    .map((list) => list.map(([dates, windows], savedAt) => ({ ...dates, windows, savedAt })));
}

/** What questions are about. */
export interface Places {
  /** Zones with a date near which their clocks do something. */
  readonly edges: readonly (readonly [timeZone: string, date: string])[];
  /** Zones from which they are asked, besides the schedule's own. */
  readonly viewers: readonly string[];
  /** Everything is a multiple of this many minutes. */
  readonly raster: 1 | 5;
}

/** Questions of one to three days around moments at which clocks change. */
export function arbitraryInputAt({ edges, viewers, raster }: Places): fc.Arbitrary<SlotInput> {
  const minutes = onRaster(raster);
  const window = windowOf(minutes);
  return fc
    .record({
      edge: fc.constantFrom(...edges),
      shift: fc.integer({ min: -2, max: 2 }),
      length: fc.integer({ min: 0, max: 2 }),
      viewer: fc.option(fc.constantFrom(...viewers), { nil: undefined }),
      nowBefore: fc.oneof(fc.constant(LONG_AGO_MINUTES), minutes(-720, 3_000)),
    })
    .chain(({ edge: [timeZone, date], shift, length, viewer, nowBefore }) => {
      const from = addDays(date, shift);
      const noon = Date.parse(`${from}T12:00Z`);
      const now = noon - nowBefore * MINUTE;
      return fc.record({
        timeZone: fc.constant(timeZone),
        viewerTimeZone: fc.constant(viewer ?? timeZone),
        range: fc.constant({ from, to: addDays(from, length) }),
        now: fc.constant(now),
        templates: templatesOf(window, from),
        overrides: overridesOf(window, from),
        recurringOverrides: recurringOverrides(window, from),
        holidays: uniqueDates(from),
        unavailability: fc.array(busySpan(minutes, noon), { maxLength: 3 }),
        occupied: fc.array(occupied(minutes, noon, now), { maxLength: 6 }),
        visitType: visitTypeOf(minutes),
        bookingWindowDays:
          nowBefore === LONG_AGO_MINUTES
            ? fc.constant(null)
            : fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
      });
    });
}

/** On the product's 5-minute raster, at clock changes of every kind. */
export const arbitraryInput = arbitraryInputAt({ edges: EDGES, viewers: ZONES, raster: 5 });

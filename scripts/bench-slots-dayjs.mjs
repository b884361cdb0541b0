import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { CLOSES, OPENS } from './bench-slots-questions.mjs';

dayjs.extend(utc);
dayjs.extend(timezone);

/**
 * The same answer in the manner of widespread booking software: a date object for each slot, which is compared with
 * each busy time of the range by the library. In its favour, busy times are made date objects once, and all are in UTC:
 * comparisons of objects with a time zone take a hundred times as long.
 *
 * @param {import('@openslot/shared/slots/slot-types').SlotInput} input
 * @returns {{ start: number, end: number }[]}
 */
export function slotsWithDayjs(input) {
  const { timeZone, range, visitType, occupied } = input;
  const busy = occupied.map(({ start, end }) => ({ start: dayjs.utc(start), end: dayjs.utc(end) }));
  /** @type {(time: dayjs.Dayjs, end: dayjs.Dayjs) => boolean} */
  const isFree = (time, end) => busy.every((one) => !(time.isBefore(one.end) && end.isAfter(one.start)));
  const slots = [];
  let date = dayjs.utc(range.from);
  while (!date.isAfter(range.to)) {
    const day = date.format('YYYY-MM-DD');
    /** @param {number} minute */
    const clock = (minute) => dayjs.tz(`${day} ${String(minute / 60).padStart(2, '0')}:00`, timeZone);
    const closes = clock(CLOSES).utc();
    let time = clock(OPENS).utc();
    while (!time.add(visitType.durationMinutes, 'minute').isAfter(closes)) {
      const end = time.add(visitType.durationMinutes, 'minute');
      if (isFree(time, end)) {
        slots.push({ start: time.valueOf(), end: end.valueOf() });
      }
      time = end;
    }
    date = date.add(1, 'day');
  }
  return slots;
}

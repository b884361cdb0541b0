import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { dateRange, timeText } from '../calendar/date-texts.ts';

function endText(time: string | null): string {
  return time === null ? '' : timeText(time);
}

/** `Mon 2 Mar – Wed 4 Mar 2026, all day` or `Mon 2 Mar 2026, 9:00 AM – 11:30 AM`, in the doctor's zone. */
export function periodText({ allDay, startDate, endDate, startTime, endTime }: Unavailability): string {
  if (allDay) {
    return `${dateRange(startDate, endDate)}, all day`;
  }
  const first = `${dateRange(startDate, startDate)}, ${endText(startTime)}`;
  return startDate === endDate
    ? `${first} – ${endText(endTime)}`
    : `${first} – ${dateRange(endDate, endDate)}, ${endText(endTime)}`;
}

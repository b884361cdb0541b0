import type { CalendarDay, MinuteSpan } from './calendar-model.ts';

const WORKING_DAY = { from: 8, to: 18 } as const;

/** The hours worth paper: from the first to the last full hour with anything in it, the same for all days. */
export function printedHours(days: readonly Pick<CalendarDay, 'open' | 'visits' | 'blocks'>[]): {
  readonly from: number;
  readonly to: number;
} {
  const spans: readonly MinuteSpan[] = days.flatMap(({ open, visits, blocks }) => [
    ...open,
    ...visits,
    ...blocks,
  ]);
  if (spans.length === 0) {
    return WORKING_DAY;
  }
  return {
    from: Math.floor(Math.min(...spans.map(({ start }) => start)) / 60),
    to: Math.ceil(Math.max(...spans.map(({ end }) => end)) / 60),
  };
}

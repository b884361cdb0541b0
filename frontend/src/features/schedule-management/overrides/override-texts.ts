import type { Override } from '@openslot/shared/contracts/overrides';
import { timeText } from '../calendar/date-texts.ts';

/** `Closed`, or the hours that replace the weekly ones. */
export function overrideHours({ windows }: Pick<Override, 'windows'>): string {
  if (windows.length === 0) {
    return 'Closed';
  }
  return [...windows]
    .sort((a, b) => a.start.localeCompare(b.start))
    .map(({ start, end }) => `${timeText(start)}–${timeText(end)}${end <= start ? ' (next day)' : ''}`)
    .join(', ');
}

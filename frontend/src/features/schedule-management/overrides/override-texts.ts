import type { Override } from '@openslot/shared/contracts/overrides';
import { timeText } from '../calendar/date-texts.ts';
import { limitText } from '../windows/limit-text.ts';

/** `Closed`, or the hours that replace the weekly ones. */
export function overrideHours({ windows }: Pick<Override, 'windows'>): string {
  if (windows.length === 0) {
    return 'Closed';
  }
  return [...windows]
    .sort((a, b) => a.start.localeCompare(b.start))
    .map(
      ({ start, end, maxSessions }) =>
        `${timeText(start)}–${timeText(end)}${end <= start ? ' (next day)' : ''}${limitText(maxSessions)}`,
    )
    .join(', ');
}

import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { formatMinutes } from '../../../lib/format.ts';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';

export const MODE_OPTIONS = Object.entries(VISIT_MODES).map(([value, { label }]) => ({ value, label }));

function noticeText(minutes: number): string {
  if (minutes === 0) {
    return 'no notice';
  }
  const days = minutes / 1440;
  return `${Number.isInteger(days) ? `${days} ${days === 1 ? 'day' : 'days'}` : formatMinutes(minutes)} notice`;
}

/** The rules of a visit type in one line. */
export function rulesText(type: VisitType): string {
  const buffers = type.bufferBeforeMinutes + type.bufferAfterMinutes;
  return [
    `every ${formatMinutes(type.stepMinutes ?? type.durationMinutes)}`,
    buffers === 0 ? '' : `buffer ${type.bufferBeforeMinutes} + ${type.bufferAfterMinutes} minutes`,
    noticeText(type.minimumNoticeMinutes),
    `up to ${type.bookingWindowDays} days ahead`,
    type.needsApproval ? 'needs approval' : '',
    type.cancellationCutoffMinutes === 0
      ? ''
      : `late cancellation from ${formatMinutes(type.cancellationCutoffMinutes)} before`,
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

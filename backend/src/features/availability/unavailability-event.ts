import type { UnavailabilityRecord } from '../../database/models/exception.model.ts';
import type { OfferEvent } from '../../database/models/log.model.ts';
import { rangeOfTime } from '../../schedule/offer-range.ts';

type Action = 'marked_unavailable' | 'updated_unavailability' | 'removed_unavailability';

/** The customer's event (document 003) without the record's private reason. `previous` widens the range to what was blocked before. */
export function unavailabilityEvent(
  action: Action,
  period: UnavailabilityRecord,
  reach: number,
  previous: UnavailabilityRecord = period,
): OfferEvent {
  const start = Math.min(period.startsAt.getTime(), previous.startsAt.getTime());
  const end = Math.max(period.endsAt.getTime(), previous.endsAt.getTime());
  return {
    name: 'doctor-availability-updated',
    payload: {
      action,
      ...rangeOfTime(period.timeZone, start, end, reach),
      unavailability: {
        id: String(period._id),
        startsAt: period.startsAt.toISOString(),
        endsAt: period.endsAt.toISOString(),
        allDay: period.allDay,
      },
    },
  };
}

/** What the audit log keeps of an unavailability; the reason goes apart. */
export function unavailabilityFacts(period: UnavailabilityRecord): Record<string, unknown> {
  const { startDate, startTime, endDate, endTime, allDay, timeZone } = period;
  return { startDate, startTime, endDate, endTime, allDay, timeZone };
}

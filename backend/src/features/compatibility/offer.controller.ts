import type * as contract from '@openslot/shared/contracts/compatibility';
import type { TherapistSlot } from '@openslot/shared/contracts/compatibility';
import type { GenerateAnswer } from '@openslot/shared/contracts/generate';
import { instantToLocal } from '@openslot/shared/time/zone';
import type { Handler } from '../../http/call.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';
import { isMeant, type SessionKind, sessionTypeOf } from './session-types.ts';

/** HTTP only: what can be booked in the words of the older API. */
export function offerController(commands: CompatibilityCommands) {
  const offer = async (doctorId: string, from: string, to: string, kind: SessionKind) => {
    const answer = await commands.generate({ doctorId, from, to });
    const slots = therapistSlots(answer).filter((slot) => isMeant(slot, kind));
    return { head: { therapist_id: doctorId, timezone: answer.timeZone, seq: answer.seq }, slots };
  };

  const range: Handler<typeof contract.generateTherapistAvailability> = async ({ query }) => {
    const { head, slots } = await offer(query.therapist_id, query.start_date, query.end_date, query);
    return { ...head, availability: slots };
  };

  const date: Handler<typeof contract.generateTherapistAvailabilityOn> = async ({ body }) => {
    const { head, slots } = await offer(body.therapist_id, body.date, body.date, body);
    return { ...head, availability: slots };
  };

  const slotsOfDate: Handler<typeof contract.readTherapistSlots> = async ({ query }) => {
    const { head, slots } = await offer(query.therapist_id, query.date, query.date, query);
    return { ...head, date: query.date, slots };
  };

  return { range, date, slotsOfDate };
}

/** Free times only, by start. */
function therapistSlots({ timeZone, availability }: GenerateAnswer): TherapistSlot[] {
  return availability
    .flatMap(({ visitTypeId, visitTypeName, durationMinutes, days }) =>
      days.flatMap(({ date, slots }) =>
        slots
          .filter((slot) => slot.status === 'free')
          .map(({ startsAt, endsAt }) => ({
            date,
            start_time: instantToLocal(timeZone, Date.parse(startsAt)).time,
            end_time: instantToLocal(timeZone, Date.parse(endsAt)).time,
            starts_at: startsAt,
            ends_at: endsAt,
            session_type: sessionTypeOf(visitTypeName ?? '', durationMinutes ?? 0),
            session_duration: durationMinutes ?? 0,
            visit_type_id: visitTypeId,
            is_available: true as const,
          })),
      ),
    )
    .sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1));
}

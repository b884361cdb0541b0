import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { SharedSlot, SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';

/** The answers of several doctors for one date as the answer of their specialty. */
export function together(date: string, answers: readonly SlotsAnswer[], now: number): SlotsOfSpecialty {
  const byStart = new Map<string, SharedSlot>();
  for (const { doctorId, days } of answers) {
    for (const slot of days.flatMap(({ slots }) => slots)) {
      const doctorIds = [...(byStart.get(slot.startsAt)?.doctorIds ?? []), doctorId];
      byStart.set(slot.startsAt, { ...slot, doctorIds });
    }
  }
  return {
    doctors: answers.map(({ doctorId, seq, timeZone }) => ({
      doctorId,
      seq,
      timeZone,
      name: doctorId,
      durationMinutes: 30,
    })),
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(now + 3_600_000).toISOString(),
    bookable: answers.length > 0,
    days: [{ date, slots: [...byStart.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) }],
  };
}

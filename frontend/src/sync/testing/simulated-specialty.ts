import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { SharedSlot, SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';

const MINUTE_MS = 60_000;

/** The answers of several doctors for the same dates as the answer of their specialty. */
export function together(
  answers: readonly SlotsAnswer[],
  dates: readonly string[],
  now: number,
): SlotsOfSpecialty {
  const fresh = answers.map(({ freshUntil }) => Date.parse(freshUntil));
  return {
    doctors: answers.map(({ doctorId, seq, timeZone }) => ({
      doctorId,
      seq,
      timeZone,
      name: doctorId,
      durationMinutes: 30,
    })),
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(Math.min(now + 60 * MINUTE_MS, ...fresh)).toISOString(),
    bookable: answers.some(({ bookable }) => bookable),
    days: dates.map((date) => ({ date, slots: sharedSlots(answers, date) })),
  };
}

function sharedSlots(answers: readonly SlotsAnswer[], date: string): SharedSlot[] {
  const byStart = new Map<string, SharedSlot>();
  for (const { doctorId, days } of answers) {
    for (const slot of days.find((day) => day.date === date)?.slots ?? []) {
      const before = byStart.get(slot.startsAt);
      const isSame = before?.status === slot.status;
      if (before === undefined || isSame || slot.status === 'free') {
        const doctorIds = isSame && before !== undefined ? [...before.doctorIds, doctorId] : [doctorId];
        byStart.set(slot.startsAt, { ...slot, doctorIds });
      }
    }
  }
  return [...byStart.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

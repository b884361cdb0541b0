import type { Appointment } from '@openslot/shared/contracts/appointments';
import { type Alternative, SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import type { SlotDay } from '@openslot/shared/contracts/slots';
import { addDays, compareDates, isLocalDate, type LocalDate } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { useState } from 'react';
import { useServices } from '../app/services-context.ts';
import type { ApiProblem } from '../lib/api-error.ts';
import { queryKey, type SlotsQuery } from './query.ts';
import { useMoveVisit } from './use-move-visit.ts';
import { useSlots } from './use-slots.ts';

const SHOWN_DAYS = 7;

export interface MoveChoice {
  readonly startsAt: string;
  readonly doctorId: string;
}

/** What the form begins with: a date, and what was said of a time that was asked for already. */
export interface MoveFormStart {
  readonly date: LocalDate;
  readonly problem: ApiProblem | null;
}

/** Where a visit could go: the free times of a week, kept fresh, and what was chosen of them. */
export function useMoveForm(
  appointment: Appointment,
  timeZone: string,
  onMoved: () => void,
  start?: MoveFormStart,
) {
  const { sync } = useServices();
  const today = localDateOf(timeZone, sync.now());
  const date = start?.date ?? localDateOf(timeZone, Date.parse(appointment.startsAt));
  const [from, setFrom] = useState(notBefore(today, date));
  const [doctorId, setDoctorId] = useState(appointment.doctorId);
  const [chosen, setChosen] = useState<MoveChoice | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(start?.problem ?? null);
  const { busy, moveVisit } = useMoveVisit();
  const query: SlotsQuery = {
    kind: 'slots',
    doctorId,
    visitTypeId: appointment.visitTypeId,
    timeZone,
    from,
    to: addDays(from, SHOWN_DAYS - 1),
  };
  const view = useSlots(query);
  const choose = (next: MoveChoice | null): void => {
    setChosen(next);
    setProblem(null);
  };
  return {
    today,
    from,
    doctorId,
    chosen,
    busy,
    problem: problem ?? (view.status === 'failed' ? (view.error ?? null) : null),
    /** Undefined while not known. */
    days: view.answer === undefined ? undefined : freeDays(view.answer.days),
    /** Free times near the one that was refused. */
    alternatives: alternativesIn(problem),
    choose,
    showFrom: (next: string) => {
      if (isLocalDate(next)) {
        setFrom(notBefore(today, next));
      }
    },
    leaf: (direction: -1 | 1) => setFrom((shown) => notBefore(today, addDays(shown, direction * SHOWN_DAYS))),
    chooseDoctor: (id: string) => {
      setDoctorId(id);
      choose(null);
    },
    async submit(): Promise<void> {
      if (chosen === null) {
        return;
      }
      setProblem(null);
      const outcome = await moveVisit(appointment, { ...chosen, timeZone });
      if (outcome.kind === 'moved') {
        onMoved();
      } else {
        setProblem(outcome.problem);
        sync.refresh(queryKey(query));
      }
    },
  };
}

function notBefore(first: LocalDate, date: LocalDate): LocalDate {
  return compareDates(date, first) < 0 ? first : date;
}

function freeDays(days: readonly SlotDay[]): SlotDay[] {
  return days
    .map(({ date, slots }) => ({ date, slots: slots.filter(({ status }) => status === 'free') }))
    .filter(({ slots }) => slots.length > 0);
}

function alternativesIn(problem: ApiProblem | null): readonly Alternative[] {
  const parsed = SlotConflict.safeParse(problem);
  return parsed.success ? parsed.data.alternatives : [];
}

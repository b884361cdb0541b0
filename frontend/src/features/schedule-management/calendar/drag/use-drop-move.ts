import type { Appointment } from '@openslot/shared/contracts/appointments';
import { useState } from 'react';
import { useServices } from '../../../../app/services-context.ts';
import type { ApiProblem } from '../../../../lib/api-error.ts';
import { formatDateShort, formatTime } from '../../../../lib/format.ts';
import { useMoveVisit } from '../../../../sync/use-move-visit.ts';
import { useSchedule } from '../../schedule-context.ts';
import { type DropTarget, type Obstacle, obstacleText } from './drop-target.ts';
import { type DroppedVisit, droppedAt, putDropped, withoutDropped } from './moved-visits.ts';

/** Refusals after which another time is the answer. */
const OTHER_TIME: readonly string[] = ['slot_taken', 'slot_not_offered', 'patient_busy'];

function notMoved({ timeZone }: Appointment, startsAt: string): string {
  return `Not moved to ${formatDateShort(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}`;
}

/**
 * What a drop does: the visit is shown at its new place at once and moved; refused, it goes back. Where the place cannot
 * be, and where it was taken meanwhile, the dialog asks for another time.
 */
export function useDropMove() {
  const { stores } = useServices();
  const { open } = useSchedule();
  const { moveVisit } = useMoveVisit();
  const [dropped, setDropped] = useState<readonly DroppedVisit[]>([]);

  const goBack = (visit: Appointment, { date, startsAt }: DropTarget, problem: ApiProblem) => {
    setDropped((known) => withoutDropped(known, visit.id));
    if (OTHER_TIME.includes(problem.code)) {
      const { title } = problem;
      const note = { title: notMoved(visit, startsAt), text: `${title}. Choose another time for the visit.` };
      open({ kind: 'move', appointment: visit, start: { date, note, problem } });
    } else {
      const text = problem.detail ?? problem.title;
      stores.toasts.getState().show({ tone: 'error', title: 'Not moved', text });
    }
  };
  const drop = async (visit: Appointment, target: DropTarget, obstacle: Obstacle | null): Promise<void> => {
    const { date, startsAt } = target;
    // A held time may be free again by now: the server is asked, and when it is not, tells the nearest free ones.
    if (obstacle !== null && obstacle.kind !== 'held') {
      const text = `${obstacleText(obstacle)}. The visit is where it was; choose another time for it.`;
      const note = { title: notMoved(visit, startsAt), text };
      open({ kind: 'move', appointment: visit, start: { date, note, problem: null } });
      return;
    }
    setDropped((known) => putDropped(known, { appointment: droppedAt(visit, target), saving: true }));
    const outcome = await moveVisit(visit, { startsAt, timeZone: visit.timeZone });
    if (outcome.kind === 'moved') {
      setDropped((known) => putDropped(known, { appointment: outcome.appointment, saving: false }));
    } else {
      goBack(visit, target, outcome.problem);
    }
  };
  const saving = new Set(dropped.filter((one) => one.saving).map(({ appointment }) => appointment.id));
  return { dropped, saving, drop };
}

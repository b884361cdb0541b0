import { ACTION_ENDPOINTS, type VisitAction } from '@openslot/shared/contracts/appointment-actions';
import { Appointment } from '@openslot/shared/contracts/appointments';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { ACTION_TEXTS } from './visit-texts.ts';

/** How long a mis-click can be taken back from the message; the visit itself offers it longer. */
const UNDO_MS = 10_000;

export interface VisitActions {
  /** The one being sent. */
  readonly busy: VisitAction | null;
  readonly problem: ApiProblem | null;
  /** The visit after the last action or refusal, until something newer is heard of it. */
  readonly known: Appointment | null;
  /** @returns the visit as it is then, or null when the action was refused */
  readonly run: (
    appointment: Appointment,
    action: VisitAction,
    reason?: string | null,
  ) => Promise<Appointment | null>;
}

/** What a refusal says the visit is now. */
function currentIn(problem: ApiProblem): Appointment | null {
  const parsed = Appointment.safeParse(problem.current);
  return parsed.success ? parsed.data : null;
}

/** Does to a visit what the table of transitions allows; tells of it and offers to take a mis-click back. Never throws. */
export function useVisitAction(): VisitActions {
  const { api, sync, stores } = useServices();
  const [busy, setBusy] = useState<VisitAction | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [known, setKnown] = useState<Appointment | null>(null);
  const { show } = stores.toasts.getState();

  const send = async (appointment: Appointment, action: VisitAction, reason: string | null) => {
    const { appointment: after } = await sync.write(appointment.doctorId, () =>
      api.call(ACTION_ENDPOINTS[action], {
        params: { appointmentId: appointment.id },
        body: { version: appointment.version, reason },
      }),
    );
    sync.refreshAppointments();
    return after;
  };
  const takeBack = async (arrived: Appointment) => {
    try {
      setKnown(await send(arrived, 'back', null));
    } catch (error) {
      show({ tone: 'error', title: 'Not taken back', text: toApiError(error).problem.title });
    }
  };

  return {
    busy,
    problem,
    known,
    async run(appointment, action, reason = null) {
      setBusy(action);
      setProblem(null);
      try {
        const after = await send(appointment, action, reason);
        setKnown(after);
        show({
          tone: 'success',
          title: ACTION_TEXTS[action].done,
          text: after.patientName,
          ...(action === 'arrive' && {
            durationMs: UNDO_MS,
            action: { label: 'Undo', run: () => void takeBack(after) },
          }),
        });
        return after;
      } catch (error) {
        const refused = toApiError(error).problem;
        setProblem(refused);
        setKnown((before) => currentIn(refused) ?? before);
        sync.refreshAppointments();
        return null;
      } finally {
        setBusy(null);
      }
    },
  };
}

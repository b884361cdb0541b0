import type { Appointment } from '@openslot/shared/contracts/appointments';
import { moveAppointment, undoMove } from '@openslot/shared/contracts/moves';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import { type ApiProblem, toApiError } from '../lib/api-error.ts';
import { formatDateShort, formatTime } from '../lib/format.ts';
import { randomKey } from '../lib/random-key.ts';
import type { MovedVisit } from '../state/appointments-store.ts';

/** How long the message offers to take a move back; longer while it is hovered or focused. */
const UNDO_MS = 10_000;

export interface MoveTarget {
  readonly startsAt: string;
  /** Another doctor, for staff; the visit's own when absent. */
  readonly doctorId?: string;
  /** The viewer's zone, for the day in a refusal. */
  readonly timeZone?: string;
}

type Services = ReturnType<typeof useServices>;

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly appointment: Appointment }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

export interface MoveVisit {
  readonly busy: boolean;
  /**
   * Moves a visit as it was last seen (`appointment.version`), by dialog or by drag. Tells of it with a message that
   * offers to take it back; until then the old time stays kept. Never throws.
   */
  readonly moveVisit: (appointment: Appointment, target: MoveTarget) => Promise<MoveOutcome>;
}

export function useMoveVisit(): MoveVisit {
  const services = useServices();
  const [running, setRunning] = useState(0);
  return {
    busy: running > 0,
    async moveVisit(appointment, target) {
      setRunning((count) => count + 1);
      try {
        return { kind: 'moved', appointment: await move(services, appointment, target) };
      } catch (error) {
        services.sync.refreshAppointments();
        return { kind: 'refused', problem: toApiError(error).problem };
      } finally {
        setRunning((count) => count - 1);
      }
    },
  };
}

interface Changed {
  readonly seqs: readonly { readonly doctorId: string; readonly seq: number }[];
  readonly seq: number;
}

/** One change of one or two doctors: what it does to either is this tab's own and no news here. */
async function writeAll<T extends Changed>(
  { sync }: Services,
  doctorIds: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  const sent = change();
  const writes = [...new Set(doctorIds)].map((doctorId) =>
    sync.write(doctorId, async () => {
      const { seqs, seq } = await sent;
      return { seq: seqs.find((one) => one.doctorId === doctorId)?.seq ?? seq };
    }),
  );
  await Promise.all(writes);
  return sent;
}

async function move(services: Services, before: Appointment, target: MoveTarget): Promise<Appointment> {
  const { api, sync, stores } = services;
  const doctorIds = [before.doctorId, target.doctorId ?? before.doctorId];
  const { appointment, undoUntil } = await writeAll(services, doctorIds, () =>
    api.call(moveAppointment, {
      params: { appointmentId: before.id },
      body: { version: before.version, ...target },
      idempotencyKey: randomKey(),
    }),
  );
  const undo = undoUntil === null ? null : offerUndo(services, { appointment, doctorIds }, undoUntil);
  sync.refreshAppointments();
  const { doctorName, startsAt, timeZone } = appointment;
  stores.toasts.getState().show({
    tone: 'success',
    title: 'Visit moved',
    text: `${formatDateShort(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}, with ${doctorName}`,
    durationMs: UNDO_MS,
    ...(undo !== null && { action: { label: 'Undo', run: undo } }),
  });
  return appointment;
}

/** Remembers the move until it can no longer be taken back. @returns what takes it back */
function offerUndo(services: Services, moved: MovedVisit, undoUntil: string): () => void {
  const { sync, stores } = services;
  stores.appointments.setState({ moved });
  setTimeout(() => forget(services, moved), Math.max(0, Date.parse(undoUntil) - sync.now()));
  return () => void takeBack(services, moved);
}

function forget({ stores }: Services, moved: MovedVisit): void {
  if (stores.appointments.getState().moved === moved) {
    stores.appointments.setState({ moved: null });
  }
}

async function takeBack(services: Services, moved: MovedVisit): Promise<void> {
  const { api, sync, stores } = services;
  const { id, version } = moved.appointment;
  const { show } = stores.toasts.getState();
  forget(services, moved);
  try {
    const { appointment } = await writeAll(services, moved.doctorIds, () =>
      api.call(undoMove, { params: { appointmentId: id }, body: { version }, idempotencyKey: randomKey() }),
    );
    const { startsAt, timeZone } = appointment;
    const when = `${formatDateShort(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}`;
    show({ tone: 'success', title: 'Back at its old time', text: when });
  } catch (error) {
    const { code, title } = toApiError(error).problem;
    const text = code === 'undo_expired' ? 'The old time is no longer kept. Move the visit again.' : title;
    show({ tone: 'error', title: 'Not taken back', text });
  } finally {
    sync.refreshAppointments();
  }
}

/** How the last move of this visit is taken back; null when it was not moved from here, or too long ago. */
export function useUndoMove(appointmentId: string): (() => void) | null {
  const services = useServices();
  const moved = useStore(services.stores.appointments, (state) => state.moved);
  return moved?.appointment.id === appointmentId ? () => void takeBack(services, moved) : null;
}

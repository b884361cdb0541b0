import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readClinic } from '@openslot/shared/contracts/clinic';
import { readMonths } from '@openslot/shared/contracts/months';
import { readSlots } from '@openslot/shared/contracts/slots';
import { readMonthsOfSpecialty, readSlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import type { Api } from '../lib/api-client.ts';
import { toApiError } from '../lib/api-error.ts';
import type { ToastsStore } from '../state/toasts-store.ts';
import type { AppointmentsReader } from './appointments-reader.ts';
import { catchUp } from './catch-up.ts';
import type { Command, Input, TimerId } from './core/messages.ts';
import type { QueryAnswer } from './core/state.ts';
import type { Query } from './query.ts';
import type { LiveSocket } from './socket.ts';
import type { Tabs } from './tabs.ts';
import type { Timers } from './timers.ts';

export interface Means {
  readonly api: Api;
  readonly socket: LiveSocket;
  readonly tabs: Tabs;
  readonly timers: Timers<TimerId>;
  readonly toasts: ToastsStore;
  readonly appointments: AppointmentsReader;
  readonly signal: AbortSignal;
}

type Dispatch = (input: Input) => void;

const TOAST_TEXTS: Readonly<Record<Query['kind'], string>> = {
  slots: 'Available time slots have been refreshed.',
  months: 'Available time slots have been refreshed.',
  calendar: 'The schedule was changed elsewhere and has been refreshed.',
};

/** Does what the core asked for in one step and reports with inputs what came of it. */
export function runCommands(commands: readonly Command[], means: Means, dispatch: Dispatch): void {
  catchUp(
    commands.filter((command) => command.type === 'catch-up'),
    means,
    dispatch,
  );
  for (const command of commands) {
    runCommand(command, means, dispatch);
  }
}

function runCommand(command: Command, means: Means, dispatch: Dispatch): void {
  const { socket, timers } = means;
  switch (command.type) {
    case 'fetch':
      fetchQuery(command, means, dispatch);
      break;
    case 'catch-up':
      // Those of one step are one question.
      break;
    case 'ping':
      ping(command.limitMs, means, dispatch);
      break;
    case 'watch':
      watch(command.doctorId, socket, dispatch);
      break;
    case 'unwatch':
      socket.unwatch(command.doctorId);
      break;
    case 'timer':
      timers.set(command, () => dispatch({ type: 'timer', id: command.id }));
      break;
    case 'cancel-timer':
      timers.cancel(command.id);
      break;
    case 'reconnect':
      socket.reconnect();
      break;
    case 'toast':
      means.toasts.getState().show({ title: 'Schedule Updated', text: TOAST_TEXTS[command.kind] });
      break;
    case 'tell-tabs':
      means.tabs.tell({ type: 'changed', doctorId: command.doctorId, seq: command.seq });
      break;
    case 'tell-shown':
      means.tabs.tell({ type: 'shows', doctors: [...command.doctors] });
      break;
    case 'tell-reached':
      means.tabs.tell({ type: 'reached' });
      break;
    case 'read-appointments':
      means.appointments.read();
      break;
  }
}

function fetchQuery(
  { key, id, query, holdId }: Extract<Command, { type: 'fetch' }>,
  means: Means,
  dispatch: Dispatch,
): void {
  readAnswer(query, holdId, means).then(
    (answer) => dispatch({ type: 'answered', key, id, answer }),
    (error: unknown) => dispatch({ type: 'fetch-failed', key, id, problem: toApiError(error).problem }),
  );
}

async function readAnswer(query: Query, holdId: string | null, { api, signal }: Means): Promise<QueryAnswer> {
  const { from, to } = query;
  if (query.kind === 'calendar') {
    const asked = { params: { doctorId: query.doctorId }, query: { from, to }, signal };
    return { kind: 'calendar', value: await api.call(readCalendar, asked) };
  }
  const { visitTypeId, timeZone } = query;
  const dates = { from, to, visitTypeId, timeZone };
  const own = holdId === null ? dates : { ...dates, hold: holdId };
  if ('specialty' in query) {
    const { specialty } = query;
    return query.kind === 'months'
      ? {
          kind: 'months',
          value: await api.call(readMonthsOfSpecialty, { query: { ...dates, specialty }, signal }),
        }
      : {
          kind: 'slots',
          value: await api.call(readSlotsOfSpecialty, { query: { ...own, specialty }, signal }),
        };
  }
  const params = { doctorId: query.doctorId };
  return query.kind === 'months'
    ? { kind: 'months', value: await api.call(readMonths, { params, query: dates, signal }) }
    : { kind: 'slots', value: await api.call(readSlots, { params, query: own, signal }) };
}

function ping(limitMs: number, { api, signal }: Means, dispatch: Dispatch): void {
  api.call(readClinic, { timeoutMs: limitMs, signal }).then(
    () => dispatch({ type: 'pinged', reached: true }),
    () => dispatch({ type: 'pinged', reached: false }),
  );
}

function watch(doctorId: string, socket: LiveSocket, dispatch: Dispatch): void {
  socket.watch(doctorId).then(
    (reply) => {
      if (reply === 'refused') {
        dispatch({ type: 'watch-failed', doctorId, refused: true });
      } else {
        dispatch({ type: 'watch-acked', doctorId, seq: reply });
      }
    },
    () => dispatch({ type: 'watch-failed', doctorId, refused: false }),
  );
}

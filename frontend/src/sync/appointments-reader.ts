import { listAppointments } from '@openslot/shared/contracts/appointments';
import type { Api } from '../lib/api-client.ts';
import { toApiError } from '../lib/api-error.ts';
import type { AppointmentList, AppointmentsStore } from '../state/appointments-store.ts';

const PERIOD_MS = 60_000;
const PAGE_SIZE = '100';

export interface AppointmentsReader {
  /** Counted; the lists are read while somebody watches. */
  readonly watch: () => () => void;
  /** Tells of news, and reads again if somebody watches; news during a reading leads to one more. */
  readonly read: () => void;
  readonly stop: () => void;
}

/** Reads a person's visits again on news, on every connection, when the page is seen again, and every minute (RT22). */
export function createAppointmentsReader(api: Api, store: AppointmentsStore): AppointmentsReader {
  const ended = new AbortController();
  let watchers = 0;
  let reading = false;
  let again = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const readList = async (when: 'upcoming' | 'past'): Promise<void> => {
    try {
      const { items, total } = await api.call(listAppointments, {
        query: { when, pageSize: PAGE_SIZE },
        signal: ended.signal,
      });
      store.setState({ [when]: { status: 'ready', items, total, problem: null } });
    } catch (error) {
      if (!ended.signal.aborted) {
        store.setState((state) => ({ [when]: failed(state[when], error) }));
      }
    }
  };
  const read = (): void => {
    store.setState(({ news }) => ({ news: news + 1 }));
    again = reading;
    if (reading || watchers === 0) {
      return;
    }
    reading = true;
    void Promise.all([readList('upcoming'), readList('past')]).then(() => {
      reading = false;
      if (again && !ended.signal.aborted) {
        read();
      }
    });
  };
  return {
    watch() {
      watchers += 1;
      timer ??= setInterval(read, PERIOD_MS);
      read();
      return () => {
        watchers -= 1;
        if (watchers === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    read,
    stop() {
      ended.abort();
      clearInterval(timer);
    },
  };
}

function failed(before: AppointmentList, error: unknown): AppointmentList {
  const { problem } = toApiError(error);
  return { ...before, status: before.status === 'ready' ? 'ready' : 'failed', problem };
}

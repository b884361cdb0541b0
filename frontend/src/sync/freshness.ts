import {
  type FreshnessSample,
  LONGEST_SAMPLE_MS,
  MOST_SAMPLES,
  reportFreshness,
} from '@openslot/shared/contracts/freshness';
import type { Api } from '../lib/api-client.ts';
import { epochMs } from '../lib/clock.ts';
import { connectionStatus } from './core/connection.ts';
import type { Input } from './core/messages.ts';
import type { QueryState, SyncState } from './core/state.ts';
import type { QueryKey } from './query.ts';

/** Hears of each step of the synchronisation, once the stores have it. */
export type Freshness = (input: Input, state: SyncState) => void;

interface Dependencies {
  /** Epoch ms by this device's clock. */
  readonly now: () => number;
  /** Sends one report, which need not arrive. */
  readonly send: (samples: readonly FreshnessSample[]) => void;
  readonly nextFrame?: (then: () => void) => void;
}

/** A change that was heard and is not yet on screen. */
interface Awaited {
  readonly key: QueryKey;
  readonly doctorId: string;
  readonly seq: number;
  readonly changedAt: number;
  readonly connection: FreshnessSample['connection'];
}

/** At most one report in this time. */
const REPORT_MS = 10_000;
const MOST_AWAITED = 50;

/**
 * Measures how fresh what people see is (docs/OPERATIONS.md): how long a change took to the screen, and how old what
 * somebody acted on was. Reports numbers and no more, and nothing of a page that nobody looks at.
 */
export function createFreshness({ now, send, nextFrame = toFrame }: Dependencies): Freshness {
  let state: SyncState | undefined;
  let seenSince = now();
  let awaited: readonly Awaited[] = [];
  let samples: FreshnessSample[] = [];
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isSeen = (): boolean => state?.visible === true;
  /** By the clinic's clock. */
  const clinicMs = (deviceMs: number): number => deviceMs + (state?.clockOffsetMs ?? 0);
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sentAt = now();
    send(samples);
    samples = [];
  };
  const waitToFlush = (): void => {
    timer ??= setTimeout(flush, REPORT_MS);
  };
  const add = (sample: Omit<FreshnessSample, 'ms'>, sinceMs: number): void => {
    if (samples.length < MOST_SAMPLES) {
      const ms = Math.round(clinicMs(now()) - sinceMs);
      samples.push({ ...sample, ms: Math.min(LONGEST_SAMPLE_MS, Math.max(0, ms)) });
      waitToFlush();
    }
  };
  const looked = (visible: boolean): void => {
    seenSince = now();
    if (visible && samples.length > 0) {
      waitToFlush();
    } else if (samples.length > 0 && now() - sentAt >= REPORT_MS) {
      flush();
    } else {
      clearTimeout(timer);
      timer = undefined;
    }
  };

  return (input, next) => {
    const wasSeen = isSeen();
    state = next;
    if (wasSeen !== isSeen()) {
      looked(isSeen());
    }
    if (!isSeen()) {
      awaited = [];
      return;
    }
    if (input.type === 'woken') {
      seenSince = now();
    }
    if (input.type === 'write-started') {
      const query = clicked(next, input.doctorId);
      if (query?.shown) {
        const asOf = Math.max(next.asOf ?? 0, epochMs(query.shown.value.asOf));
        add({ kind: 'click-age', page: query.query.kind, connection: connectionStatus(next) }, asOf);
      }
    }
    const { shown, still } = sort([...awaited, ...newlyAwaited(input, next, awaited)], next);
    awaited = still.slice(0, MOST_AWAITED);
    if (shown.length > 0) {
      // The first frame is being made now; when the second one begins, the first has been painted.
      nextFrame(() =>
        nextFrame(() => {
          for (const { page, connection, changedAt } of isSeen() ? shown : []) {
            // Nobody saw the old state before they looked, or while the device slept.
            add({ kind: 'push-lag', page, connection }, Math.max(changedAt, clinicMs(seenSince)));
          }
        }),
      );
    }
  };
}

/** The changes a step brought that something shown does not have yet. */
function newlyAwaited(input: Input, state: SyncState, known: readonly Awaited[]): Awaited[] {
  const changes =
    input.type === 'change' ? [input.change] : input.type === 'caught-up' ? input.answer.changes : [];
  const connection =
    input.type === 'change' ? 'live' : state.socket === 'up' ? 'catching-up' : ('polling' as const);
  return changes.flatMap(({ payload: { doctorId, seq, changedAt } }) =>
    Object.values(state.queries)
      .filter(({ key, watchers, doctors: { [doctorId]: at } }) => {
        const isBehind = watchers > 0 && at !== undefined && at.shownSeq < seq && seq <= at.needSeq;
        return isBehind && !known.some((one) => one.key === key && one.seq === seq);
      })
      .map(({ key }) => ({ key, doctorId, seq, changedAt: epochMs(changedAt), connection })),
  );
}

/** Those that are on screen by now, and those that are not; who has left their page is neither. */
function sort(awaited: readonly Awaited[], { queries }: SyncState) {
  const shown: (Awaited & { readonly page: FreshnessSample['page'] })[] = [];
  const still: Awaited[] = [];
  for (const one of awaited) {
    const query = queries[one.key];
    const standing = query?.doctors[one.doctorId];
    if (query !== undefined && standing !== undefined && query.watchers > 0) {
      if (standing.shownSeq >= one.seq) {
        shown.push({ ...one, page: query.query.kind });
      } else {
        still.push(one);
      }
    }
  }
  return { shown, still };
}

/** What somebody who changes something of a doctor was looking at. */
function clicked({ queries }: SyncState, doctorId: string): QueryState | undefined {
  const seen = Object.values(queries).filter((query) => query.watchers > 0 && doctorId in query.doctors);
  return seen.find(({ query }) => query.kind !== 'months') ?? seen[0];
}

/** Sends reports without cookies: the clinic is not to know whose numbers these are. One that is lost is lost. */
export function reportTo(api: Api): (samples: readonly FreshnessSample[]) => void {
  return (samples) => {
    const report = { body: { samples: [...samples] }, keepalive: true, anonymous: true };
    api.call(reportFreshness, report).catch(() => undefined);
  };
}

function toFrame(then: () => void): void {
  requestAnimationFrame(then);
}

import { createInstruments } from './instruments.ts';
import { type Bounded, bounded, commandLabel, methodLabel, statusClass, transportLabel } from './labels.ts';

/** What happened to one HTTP request. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, never the path that was asked for. */
  readonly route: string;
  /** Null when the client left before the answer. */
  readonly status: number | null;
  /** The code of the problem in the answer. */
  readonly code: string | null;
  readonly seconds: number;
}

export interface DatabaseCommand {
  readonly command: string;
  readonly collection: string;
  readonly outcome: 'ok' | 'failed';
  readonly seconds: number;
}

/** What a browser reports: labels as the contract allows them. */
export interface FreshnessSample {
  readonly kind: 'push-lag' | 'click-age';
  readonly page: string;
  readonly connection: string;
  readonly ms: number;
}

/** What is looked up at each scrape. */
export interface Now {
  readonly sockets: () => {
    readonly byTransport: ReadonlyMap<string, number>;
    readonly watchedDoctors: number;
  };
  readonly isTailOpen: () => boolean;
  readonly isReady: () => Promise<boolean>;
}

/** The numbers of this process. Recording one never throws, waits or stores anything but counts. */
export interface Metrics {
  requestAnswered(request: AnsweredRequest): void;
  commandDone(command: DatabaseCommand): void;
  freshnessReported(samples: readonly FreshnessSample[]): void;
  caughtUp(outcome: 'nothing' | 'changes' | 'reset'): void;
  changeHeard(lagMs: number): void;
  resynced(): void;
  queueWaited(ms: number): void;
  queueRefused(reason: 'full' | 'late'): void;
  /** So many commands shared a transaction, or were to, and were each run by themselves. */
  batchEnded(size: number, outcome: 'together' | 'apart'): void;
  /** In the text format of Prometheus. */
  render(now: Now): Promise<string>;
  readonly contentType: string;
}

const STALE_CLICKS = new Set(['slot_taken', 'slot_not_offered', 'stale_version']);

/** @param collections the names of the clinic's collections; others count as `other`. */
export function createMetrics(collections: readonly string[]): Metrics {
  const is = createInstruments();
  const collectionLabel: Bounded = bounded([...collections, 'none']);
  return {
    requestAnswered({ method, route, status, code, seconds }) {
      const answered = status === null ? 'aborted' : statusClass(status);
      is.requestTime.observe({ method: methodLabel(method), route, status: answered }, seconds);
      if (code !== null) {
        is.errors.inc({ route, code });
        if (STALE_CLICKS.has(code)) {
          is.staleClicks.inc({ code });
        }
      }
    },
    commandDone({ command, collection, outcome, seconds }) {
      const labels = { command: commandLabel(command), collection: collectionLabel(collection), outcome };
      is.databaseTime.observe(labels, seconds);
    },
    freshnessReported(samples) {
      for (const { kind, page, connection, ms } of samples) {
        const measured = kind === 'push-lag' ? is.pushLag : is.clickAge;
        measured.observe({ page, connection }, ms / 1_000);
      }
    },
    caughtUp: (outcome) => is.catchUps.inc({ outcome }),
    // Another server's clock may be ahead of this one's.
    changeHeard: (lagMs) => is.tailLag.observe(Math.max(0, lagMs) / 1_000),
    resynced: () => is.resyncs.inc(),
    queueWaited: (ms) => is.queueWait.observe(ms / 1_000),
    queueRefused: (reason) => is.queueRefusals.inc({ reason }),
    batchEnded: (size, outcome) => is.batched.inc({ outcome }, size),
    contentType: is.registry.contentType,
    async render(now) {
      const { byTransport, watchedDoctors } = now.sockets();
      is.sockets.reset();
      for (const transport of ['websocket', 'polling']) {
        is.sockets.set({ transport }, 0);
      }
      for (const [transport, count] of byTransport) {
        is.sockets.inc({ transport: transportLabel(transport) }, count);
      }
      is.watchedDoctors.set(watchedDoctors);
      is.tailOpen.set(now.isTailOpen() ? 1 : 0);
      is.ready.set((await now.isReady().catch(() => false)) ? 1 : 0);
      return is.registry.metrics();
    },
  };
}

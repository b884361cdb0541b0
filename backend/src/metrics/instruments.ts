import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const REQUESTS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];
/** Up to ten minutes, with the promised 30 seconds as a bound of its own. */
const PUSH_LAG = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 600];
const CLICK_AGE = [1, 5, 10, 20, 30, 45, 60, 120, 300, 600];

type Registered = { readonly registers: Registry[] };

const histogram = <L extends string>(
  at: Registered,
  name: string,
  help: string,
  buckets: number[],
  labelNames: L[],
) => new Histogram<L>({ ...at, name, help, buckets, labelNames });
const counter = <L extends string>(at: Registered, name: string, help: string, labelNames: L[]) =>
  new Counter<L>({ ...at, name, help, labelNames });
const gauge = <L extends string>(at: Registered, name: string, help: string, labelNames: L[]) =>
  new Gauge<L>({ ...at, name, help, labelNames });

/** What the browsers of people report. */
const freshness = (at: Registered) => ({
  pushLag: histogram(
    at,
    'openslot_push_lag_seconds',
    'From the log time of a change to its being painted in a browser that shows what it changed.',
    PUSH_LAG,
    ['page', 'connection'],
  ),
  clickAge: histogram(
    at,
    'openslot_click_age_seconds',
    'How long before a person acted on it what they saw was last known to be right.',
    CLICK_AGE,
    ['page', 'connection'],
  ),
});

const requests = (at: Registered) => ({
  requestTime: histogram(
    at,
    'openslot_request_seconds',
    'HTTP requests, from the first line to the last byte of the answer.',
    REQUESTS,
    ['method', 'route', 'status'],
  ),
  errors: counter(at, 'openslot_errors_total', 'Refusals and failures, by the code in the answer.', [
    'route',
    'code',
  ]),
  staleClicks: counter(
    at,
    'openslot_stale_clicks_total',
    'Requests refused because what the person saw was no longer so.',
    ['code'],
  ),
});

const realtime = (at: Registered) => ({
  sockets: gauge(at, 'openslot_sockets', 'Connected sockets of this process.', ['transport']),
  watchedDoctors: gauge(
    at,
    'openslot_watched_doctors',
    'Doctors with at least one socket in their room.',
    [],
  ),
  catchUps: counter(
    at,
    'openslot_catch_ups_total',
    'Questions for missed changes: nothing was missed, changes were, or everything is to be read again.',
    ['outcome'],
  ),
  resyncs: counter(at, 'openslot_resyncs_total', 'Times all browsers were told to catch up.', []),
  tailLag: histogram(
    at,
    'openslot_log_tail_lag_seconds',
    'From the log time of a change to its being heard by this process.',
    FAST,
    [],
  ),
  tailOpen: gauge(at, 'openslot_log_tail_open', '1 while this process hears the log.', []),
});

const inside = (at: Registered) => ({
  ready: gauge(at, 'openslot_ready', '1 while /readyz answers 200.', []),
  queueWait: histogram(
    at,
    'openslot_command_queue_seconds',
    'How long commands waited for those before them on the same doctor.',
    FAST,
    [],
  ),
  queueRefusals: counter(
    at,
    'openslot_command_queue_refusals_total',
    'Commands refused as busy before they began: the queue was full, or their turn did not come in time.',
    ['reason'],
  ),
  batched: counter(
    at,
    'openslot_batched_commands_total',
    'Commands that shared a transaction with others, or were to and were run each by itself after all.',
    ['outcome'],
  ),
  databaseTime: histogram(
    at,
    'openslot_database_seconds',
    'Commands of the database driver, from sending to the answer.',
    FAST,
    ['command', 'collection', 'outcome'],
  ),
});

/** Everything that is measured, in a registry of its own. Each name is explained in docs/OPERATIONS.md. */
export function createInstruments() {
  const registry = new Registry();
  const at = { registers: [registry] };
  collectDefaultMetrics({ register: registry });
  return { registry, ...freshness(at), ...requests(at), ...realtime(at), ...inside(at) };
}

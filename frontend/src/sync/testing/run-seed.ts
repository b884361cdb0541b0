import { connectionStatus } from '../core/connection.ts';
import { isDoctorWatched, numbersOf, type QueryAnswer } from '../core/state.ts';
import { queryKey } from '../query.ts';
import { QUERIES, Simulation } from './simulation.ts';
import { calm, storm } from './storm.ts';

/** Until then no hold and no notice ends any more. */
const SETTLING_MS = 15_000;
/** Longer than any delay: a specialty is read every minute, and who left it keeps the room for ten seconds more. */
const CALM_MS = 80_000;
const STEP_MS = 5000;
/** One run of so many also watches how much is asked in a minute without news; it takes as long as all the rest. */
const QUIET_EVERY = 8;
const QUIET_MS = 60_000;
const TRACED_STEPS = 60;

/**
 * A few seconds of trouble and their end, decided by the seed alone.
 *
 * @returns what is wrong and the steps that led to it; null when nothing is.
 */
export function runSeed(seed: number, stormMs: number): string | null {
  if (complaint(new Simulation(seed), stormMs) === null) {
    return null;
  }
  const traced = new Simulation(seed, true);
  const wrong = complaint(traced, stormMs);
  return [`seed ${seed}: ${wrong}`, ...(traced.trace ?? []).slice(-TRACED_STEPS)].join('\n  ');
}

function complaint(simulation: Simulation, stormMs: number): string | null {
  try {
    storm(simulation, stormMs);
    const busy = tooBusy(simulation, stormMs);
    calm(simulation, SETTLING_MS);
    let wrong = notRight(simulation);
    for (let waited = SETTLING_MS; wrong !== null && waited < CALM_MS; waited += STEP_MS) {
      calm(simulation, STEP_MS);
      wrong = notRight(simulation);
    }
    return busy ?? wrong ?? (simulation.seed % QUIET_EVERY === 0 ? notQuiet(simulation) : null);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const notRight = (simulation: Simulation): string | null => notEqual(simulation) ?? notLive(simulation);

/** RT17 */
const PROMISED_MS = 30_000;
const CHANGES = 5;

/** Changes that no event tells of; everything else works. @returns what is wrong after half a minute. */
export function keepsPromise(seed: number): string | null {
  const simulation = new Simulation(seed);
  const { network, clinic, random } = simulation;
  network.isDeaf = true;
  network.connect();
  const queries = QUERIES.filter((query) => 'doctorId' in query);
  for (const query of queries) {
    simulation.send({ type: 'query-watched', query });
  }
  for (let change = 0; change < CHANGES; change += 1) {
    calm(simulation, random.upTo(20_000));
    clinic.changeSomething(random.pick(clinic.doctors));
  }
  calm(simulation, PROMISED_MS);
  return notEqual(simulation);
}

/** Numbers apart: an untouched query keeps the one it was read at. */
function seen({ kind, value }: QueryAnswer): string {
  const doctors = numbersOf({ kind, value } as QueryAnswer).map(({ doctorId }) => doctorId);
  const parts = 'days' in value ? [value.days, value.bookable] : [value.timeZone];
  return JSON.stringify([doctors, parts, 'nextFree' in value ? value.nextFree : null]);
}

function notEqual(simulation: Simulation): string | null {
  for (const query of QUERIES.filter((each) => simulation.isWatched(each))) {
    const shown = simulation.core.query(query).shown;
    const holdId = query.kind === 'slots' ? simulation.ownHoldId : null;
    const truth = seen(simulation.clinic.truth(query, holdId));
    if (shown === null || seen(shown) !== truth) {
      return `${queryKey(query)} shows ${shown && seen(shown)} and not ${truth}`;
    }
  }
  return null;
}

/** After the trouble nothing is in doubt, every chain is whole, and only the rooms of what is shown are kept. */
function notLive({ core: { state }, clinic, network }: Simulation): string | null {
  const status = connectionStatus(state);
  if (status !== 'live') {
    return `the status is ${status}`;
  }
  for (const { doctorId, seq } of clinic.doctors) {
    const isWatched = isDoctorWatched(state, doctorId);
    const heard = state.doctors[doctorId]?.heard ?? null;
    if (heard !== (isWatched ? seq : null) && isWatched) {
      return `${heard} is heard of ${doctorId}, who is at ${seq}`;
    }
    if (network.connection?.rooms.has(doctorId) !== isWatched) {
      return `${doctorId} is ${isWatched ? '' : 'not '}watched, but the room is not like that`;
    }
  }
  return null;
}

/** Every happening has a bounded number of requests. */
function tooBusy({ asked, happened }: Simulation, stormMs: number): string | null {
  const most = 20 + stormMs / 1000 + 2 * happened;
  const [busiest] = [...asked].filter(([_what, times]) => times > most);
  return busiest === undefined
    ? null
    : `${busiest[0]} was asked for ${busiest[1]} times in ${happened} happenings`;
}

/** In a minute without news: a check now and then, and a read of what is read every minute. */
function notQuiet(simulation: Simulation): string | null {
  simulation.asked.clear();
  calm(simulation, QUIET_MS);
  const [busiest] = [...simulation.asked].filter(([_what, times]) => times > 3);
  return busiest === undefined ? null : `${busiest[0]} was asked for ${busiest[1]} times in a quiet minute`;
}

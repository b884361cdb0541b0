import { type Query, queryKey } from '../query.ts';
import type { SimulatedDoctor } from './simulated-doctor.ts';
import { QUERIES, type Simulation } from './simulation.ts';

type Happening = (simulation: Simulation) => void;

const anyDoctor = ({ random, clinic }: Simulation): SimulatedDoctor => random.pick(clinic.doctors);
const anyServer = ({ random, network }: Simulation) => random.pick(network.servers);

function lookOrLeave(simulation: Simulation): void {
  const query: Query = simulation.random.pick(QUERIES);
  if (simulation.isWatched(query) && simulation.random.chance(0.7)) {
    simulation.send({ type: 'query-released', key: queryKey(query) });
  } else {
    simulation.send({ type: simulation.random.chance(0.8) ? 'query-watched' : 'query-prefetched', query });
  }
}

/** A change of this tab's own; its answer may be lost after it was made. */
function write(simulation: Simulation): void {
  const doctor = anyDoctor(simulation);
  const { doctorId } = doctor;
  simulation.send({ type: 'write-started', doctorId });
  simulation.network.ask(
    () => ({ type: 'write-ended', doctorId, seq: simulation.clinic.changeSomething(doctor) }),
    () => ({ type: 'write-ended', doctorId, seq: null }),
  );
}

function holdOrLetGo(simulation: Simulation): void {
  if (simulation.ownHoldId !== null) {
    simulation.send({ type: 'own-hold', ownHold: null });
    return;
  }
  const doctor = anyDoctor(simulation);
  const { doctorId } = doctor;
  simulation.network.ask(
    () => {
      const held = simulation.clinic.hold(doctor);
      return { type: 'own-hold', ownHold: held && { doctorId, holdId: held.holdId } };
    },
    () => null,
  );
}

function beRefused(simulation: Simulation): void {
  const query = simulation.random.pick(QUERIES);
  if (query.kind === 'slots') {
    const doctorId = 'doctorId' in query ? query.doctorId : anyDoctor(simulation).doctorId;
    simulation.tellDay(queryKey(query), doctorId, simulation.random.below(2));
  }
}

function goAway(simulation: Simulation): void {
  const { random, time } = simulation;
  simulation.send({ type: 'visibility', visible: false });
  time.inBrowserAfter(random.upTo(6000), () => simulation.send({ type: 'visibility', visible: true }));
}

function loseNetwork(simulation: Simulation): void {
  const { random, time, network } = simulation;
  network.isOnline = false;
  network.drop();
  simulation.send({ type: 'network', online: false });
  time.inBrowserAfter(random.upTo(5000), () => {
    network.isOnline = true;
    simulation.send({ type: 'network', online: true });
  });
}

/** The page notices, or its timers do. */
function fallAsleep(simulation: Simulation): void {
  const { random, time } = simulation;
  const ms = random.upTo(8000);
  time.sleep(ms);
  if (random.chance(0.5)) {
    time.inBrowserAfter(ms, () => simulation.send({ type: 'woken' }));
  }
}

function joinOrLeaveSpecialty(simulation: Simulation): void {
  const doctor = anyDoctor(simulation);
  const { members } = simulation.clinic;
  if (!members.delete(doctor)) {
    members.add(doctor);
  }
}

/** What may happen, each as often as its weight says. */
const HAPPENINGS: readonly (readonly [weight: number, happening: Happening])[] = [
  [30, (simulation) => void simulation.clinic.changeSomething(anyDoctor(simulation))],
  [6, (simulation) => void simulation.clinic.hold(anyDoctor(simulation))],
  [10, lookOrLeave],
  [5, write],
  [5, holdOrLetGo],
  [4, beRefused],
  [4, ({ network }) => network.drop()],
  [3, ({ network }) => network.cutSilently()],
  [2, loseNetwork],
  [3, goAway],
  [2, fallAsleep],
  [3, (simulation) => anyServer(simulation).restart(simulation.random.upTo(3000))],
  [
    3,
    (simulation) => anyServer(simulation).cutOff(simulation.random.upTo(4000), simulation.random.chance(0.5)),
  ],
  [2, (simulation) => anyDoctor(simulation).forgetLogBefore(anyDoctor(simulation).seq + 1)],
  [3, joinOrLeaveSpecialty],
  [
    3,
    (simulation) => {
      const { doctorId, seq } = anyDoctor(simulation);
      simulation.send({ type: 'tab-news', doctorId, seq: seq + (simulation.random.chance(0.1) ? 1 : 0) });
    },
  ],
  [
    2,
    (simulation) => {
      anyDoctor(simulation).visitsAt.push(simulation.time.now);
      simulation.network.tellOfVisit();
    },
  ],
  [2, (simulation) => simulation.send({ type: 'refresh', key: queryKey(simulation.random.pick(QUERIES)) })],
  [2, (simulation) => simulation.send({ type: 'turn', polls: simulation.random.chance(0.5) })],
  [1, (simulation) => simulation.send({ type: 'tab-reached' })],
  [
    1,
    (simulation) => {
      const { doctorId, seq } = anyDoctor(simulation);
      simulation.send({ type: 'tab-shows', doctors: [{ doctorId, seq }] });
    },
  ],
  [1, (simulation) => simulation.send({ type: 'retry' })],
  [1, (simulation) => simulation.send({ type: 'activity', active: simulation.random.chance(0.5) })],
];

/** Each run knows only some of them, so that what is rare together with everything else is common in some. */
function chosenHappenings({ random }: Simulation): Happening[] {
  const chosen = HAPPENINGS.filter((_each, index) => index === 0 || random.chance(0.6));
  return chosen.flatMap(([weight, happening]) => Array.from({ length: weight }, () => happening));
}

/** Lets things happen for a while, in a network as bad as it is. */
export function storm(simulation: Simulation, durationMs: number): void {
  const { random, time, network } = simulation;
  network.trouble = random.pick([0, 0.2, 0.5, 1]);
  for (const server of network.servers) {
    server.streamLagMs = random.upTo(1500 * network.trouble);
    server.readLagMs = random.chance(0.5) ? 0 : random.upTo(5000 * network.trouble);
  }
  network.connect();
  const happenings = chosenHappenings(simulation);
  for (const query of QUERIES) {
    if (random.chance(0.4)) {
      simulation.send({ type: 'query-watched', query });
    }
  }
  const paceMs = random.pick([200, 700, 2000]);
  const end = time.now + durationMs;
  while (time.now < end) {
    time.advanceTo(time.now + random.upTo(random.chance(0.3) ? 60 : paceMs));
    simulation.happened += 1;
    random.pick(happenings)(simulation);
  }
}

/** Everything works again, and nothing happens any more. */
export function calm(simulation: Simulation, durationMs: number): void {
  const { network, time } = simulation;
  network.trouble = 0;
  for (const server of network.servers) {
    server.streamLagMs = 20;
    server.readLagMs = 0;
  }
  time.advanceTo(time.now + durationMs);
}

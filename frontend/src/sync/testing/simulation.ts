import type { Command, Input, TimerId } from '../core/messages.ts';
import { type Query, type QueryKey, queryKey } from '../query.ts';
import { CoreDriver, monthsQuery, START, slotsQuery } from './core-driver.ts';
import { Invariants } from './invariants.ts';
import { Random } from './random.ts';
import { DOCTORS, SimulatedClinic } from './simulated-clinic.ts';
import { DATES } from './simulated-doctor.ts';
import { SimulatedNetwork } from './simulated-network.ts';
import { SimulatedTime } from './simulated-time.ts';

const [FIRST, SECOND, FAR] = DATES;

/** What pages of the simulation show. */
export const QUERIES: readonly Query[] = [
  slotsQuery({ from: FIRST, to: SECOND }),
  slotsQuery({ from: FAR, to: FAR }),
  slotsQuery({ from: FIRST, to: FIRST }, { doctorId: DOCTORS[1] }),
  slotsQuery({ from: FIRST, to: SECOND }, { specialty: 'Simulation' }),
  monthsQuery,
  { kind: 'calendar', doctorId: DOCTORS[0], from: FIRST, to: SECOND },
];

const lineOf = (now: number, { type, ...rest }: Input, commands: readonly Command[]): string =>
  `${now - START} ${type} ${brief(rest)} → ${commands.map(({ type: asked, ...more }) => `${asked} ${brief(more)}`).join(', ')}`;

const brief = (what: object): string =>
  JSON.stringify(what)
    .replaceAll(/"|[{}]|\d{4}-\d\d-\d\dT/g, '')
    .slice(0, 160);

/**
 * A core, the clinic, and all that may go wrong between them, decided by a seed. `obey` does what the core asks for;
 * what people do is in `person.ts`.
 */
export class Simulation {
  readonly seed: number;
  readonly core = new CoreDriver();
  readonly random: Random;
  readonly time = new SimulatedTime();
  readonly network: SimulatedNetwork;
  readonly clinic: SimulatedClinic;
  /** By query, and of changes: how often the clinic was asked. */
  readonly asked = new Map<string, number>();
  /** How often something was done by somebody or to something. */
  happened = 0;
  /** Filled only when asked for: making sentences takes longer than the rest. */
  readonly trace: string[] | null;
  private readonly invariants: Invariants;
  private readonly timers = new Map<TimerId, number>();
  private timersSet = 0;
  /** The device's clock minus the clinic's. */
  private readonly clockSkewMs: number;

  constructor(seed: number, traced = false) {
    this.seed = seed;
    this.random = new Random(seed);
    this.trace = traced ? [] : null;
    this.network = new SimulatedNetwork(this.random, this.time, (input) => this.send(input));
    this.clinic = new SimulatedClinic(this.random, this.time, this.network.servers);
    this.invariants = new Invariants(this.clinic);
    this.clockSkewMs = this.random.chance(0.5) ? 0 : this.random.upTo(7_200_000) - 3_600_000;
  }

  get ownHoldId(): string | null {
    return this.core.state.ownHold?.holdId ?? null;
  }

  send(input: Input): void {
    const { core, network } = this;
    const before = core.state;
    core.now = this.time.now + this.clockSkewMs;
    core.forget().send(input);
    const { commands } = core;
    this.trace?.push(lineOf(this.time.now, input, commands));
    this.invariants.check(before, input, core.state, commands);
    for (const command of commands) {
      this.obey(command);
    }
    this.invariants.checkGoesOn(
      core.state,
      (id) => this.timers.has(id),
      (doctorId) => network.isWatchAsked(doctorId),
    );
  }

  /** A day out of a refusal. */
  tellDay(key: QueryKey, doctorId: string, date: number): void {
    const holdId = this.ownHoldId;
    this.network.ask(
      () => {
        const told = this.clinic.toldDay(doctorId, date, holdId);
        this.invariants.gave(told.day);
        return { type: 'day-told', key, told };
      },
      () => null,
    );
  }

  isWatched(query: Query): boolean {
    return (this.core.state.queries[queryKey(query)]?.watchers ?? 0) > 0;
  }

  private obey(command: Command): void {
    const { network, clinic } = this;
    switch (command.type) {
      case 'fetch':
        this.fetch(command);
        break;
      case 'catch-up':
        this.count(`changes of ${command.doctorId}`);
        this.catchUp(command.doctorId, command.since);
        break;
      case 'ping':
        this.count('ping');
        network.ask(
          () => ({ type: 'pinged', reached: true }),
          () => ({ type: 'pinged', reached: false }),
        );
        break;
      case 'watch':
        network.watch(command.doctorId, () => clinic.doctor(command.doctorId).seq);
        break;
      case 'unwatch':
        network.unwatch(command.doctorId);
        break;
      case 'timer':
        this.setTimer(command);
        break;
      case 'cancel-timer':
        this.timers.delete(command.id);
        break;
      case 'reconnect':
        this.time.inBrowserAfter(0, () => network.drop());
        break;
      default:
        break;
    }
  }

  private fetch({ key, id, query, holdId }: Extract<Command, { type: 'fetch' }>): void {
    this.count(key);
    this.network.ask(
      (server) => {
        const answer = this.clinic.answer(query, server, holdId);
        this.invariants.gave(answer.value, ...('days' in answer.value ? answer.value.days : []));
        return { type: 'answered', key, id, answer };
      },
      (problem) => ({ type: 'fetch-failed', key, id, problem }),
    );
  }

  private catchUp(doctorId: string, since: number): void {
    this.network.ask(
      () => {
        const asOf = new Date(this.time.now).toISOString();
        const answer = { doctorId, asOf, ...this.clinic.doctor(doctorId).changesSince(since) };
        return { type: 'caught-up', since, answer };
      },
      (problem) => ({ type: 'catch-up-failed', doctorId, problem }),
    );
  }

  private setTimer({ id, delayMs, spreadMs }: Extract<Command, { type: 'timer' }>): void {
    this.timersSet += 1;
    const mine = this.timersSet;
    this.timers.set(id, mine);
    this.time.inBrowserAfter(delayMs + this.random.upTo(spreadMs), () => {
      if (this.timers.get(id) === mine) {
        this.timers.delete(id);
        this.send({ type: 'timer', id });
      }
    });
  }

  private count(what: string): void {
    this.asked.set(what, (this.asked.get(what) ?? 0) + 1);
  }
}

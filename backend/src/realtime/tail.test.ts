import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogTail } from './tail.ts';

/** A stream of the database whose answers the test gives, one by one. */
class Wire {
  readonly options: unknown;
  resumeToken: unknown = null;
  /** Changes that have arrived and were not given yet. */
  buffered = 0;
  #settle: { resolve: (change: unknown) => void; reject: (error: unknown) => void } | null = null;

  constructor(options: unknown) {
    this.options = options;
  }

  readonly tryNext = () => this.next();
  readonly next = () =>
    new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  readonly bufferedCount = () => this.buffered;
  readonly close = async () => undefined;

  get isAsked(): boolean {
    return this.#settle !== null;
  }

  async answer(change: unknown, token: unknown): Promise<void> {
    this.resumeToken = token;
    this.#settle?.resolve(change);
    this.#settle = null;
    await vi.advanceTimersByTimeAsync(0);
  }

  async breakOff(error: unknown): Promise<void> {
    await this.whenAsked();
    this.#settle?.reject(error);
    this.#settle = null;
    await vi.advanceTimersByTimeAsync(1_000);
  }

  async whenAsked(): Promise<void> {
    while (!this.isAsked) {
      await vi.advanceTimersByTimeAsync(1);
    }
  }
}

let wires: Wire[];
let heard: string[];
let tail: LogTail;

beforeEach(async () => {
  vi.useFakeTimers();
  wires = [];
  heard = [];
  const db = {
    watch: (_pipeline: unknown, options: unknown) => {
      const wire = new Wire(options);
      wires.push(wire);
      return wire;
    },
  };
  tail = new LogTail({ db } as unknown as Connection, pino({ level: 'silent' }), {
    availabilityChanged: ({ seq }) => void heard.push(`change ${seq}`),
    noticed: ({ name }) => void heard.push(name),
    resync: () => void heard.push('resync'),
  });
  const started = tail.start();
  await wires[0]?.answer(null, 'a');
  await started;
});
afterEach(async () => {
  await tail.stop();
  vi.useRealTimers();
});

const change = (seq: number) => ({ ns: { coll: 'availability_log' }, fullDocument: { seq } });

it('[RT39] goes on where it stopped, and doubts nothing', async () => {
  await wires[0]?.answer(change(1), 'b');
  await wires[0]?.breakOff(new Error('connection lost'));
  expect([tail.isOpen, wires[1]?.options]).toEqual([false, { resumeAfter: 'b' }]);
  await wires[1]?.answer(change(2), 'c');
  expect([tail.isOpen, heard]).toEqual([true, ['change 1', 'change 2']]);
});

it('gives all that has arrived, then lets the database be for a moment before it asks again', async () => {
  const [wire = expect.unreachable()] = wires;
  wire.buffered = 1;
  await wire.answer(change(1), 'b');
  expect([wire.isAsked, heard]).toEqual([true, ['change 1']]);
  wire.buffered = 0;
  await wire.answer(change(2), 'c');
  expect([wire.isAsked, heard]).toEqual([false, ['change 1', 'change 2']]);
  await vi.advanceTimersByTimeAsync(50);
  expect(wire.isAsked).toBe(true);
  await wire.answer(null, 'd');
  expect(wire.isAsked).toBe(true);
});

it.each([
  ['the place is no longer known', { code: 286 }],
  ['the stream cannot be resumed', { code: 0, errorLabels: ['NonResumableChangeStreamError'] }],
])(
  '[RT39] %s: tells to resync only once it hears again, or what comes in between would be missed',
  async (_case, error) => {
    await wires[0]?.breakOff(error);
    expect([wires[1]?.options, heard]).toEqual([{}, []]);
    await wires[1]?.breakOff(new Error('not yet'));
    expect(heard).toEqual([]);
    await wires[2]?.answer(change(7), 'd');
    expect(heard).toEqual(['resync', 'change 7']);
    await wires[2]?.breakOff(new Error('connection lost'));
    await wires[3]?.answer(null, 'd');
    expect(heard).toEqual(['resync', 'change 7']);
  },
);

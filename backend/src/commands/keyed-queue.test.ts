import { describe, expect, it } from 'vitest';
import { KeyedQueue } from './keyed-queue.ts';

/** A task that runs until it is told to end. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('the queue of commands', () => {
  it('runs the tasks of one key one at a time, in order of arrival, also after one that failed', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    const first = gate();
    const tasks = [
      queue.run(['a'], async () => {
        await first.opened;
        order.push('first');
        throw new Error('refused');
      }),
      queue.run(['a'], async () => order.push('second')),
      queue.run(['a'], async () => order.push('third')),
    ];
    await queue.run(['b'], async () => order.push('other key'));
    first.open();
    await Promise.allSettled(tasks);
    expect(order).toEqual(['other key', 'first', 'second', 'third']);
  });

  it('holds several keys together and gives all of them back', async () => {
    const queue = new KeyedQueue();
    const both = gate();
    const order: string[] = [];
    const tasks = [
      queue.run(['a', 'p'], async () => {
        await both.opened;
        order.push('both');
      }),
      queue.run(['b', 'p'], async () => order.push('shares the patient')),
    ];
    both.open();
    await Promise.all(tasks);
    await queue.run(['a', 'b', 'p'], async () => order.push('all free again'));
    expect(order).toEqual(['both', 'shares the patient', 'all free again']);
  });

  it('tells how long each waited, and why one was refused', async () => {
    const waits: number[] = [];
    const refusals: string[] = [];
    const watch = { waited: (ms: number) => waits.push(ms), refused: (why: string) => refusals.push(why) };
    const queue = new KeyedQueue({ maxLength: 2, maxWaitMs: 30 }, watch);
    const running = gate();
    const first = queue.run(['a'], () => running.opened);
    const late = queue.run(['a'], async () => undefined);
    await expect(queue.run(['a'], async () => undefined)).rejects.toMatchObject({ code: 'busy' });
    expect(refusals).toEqual(['full']);
    await expect(late).rejects.toMatchObject({ code: 'busy' });
    expect(refusals).toEqual(['full', 'late']);
    running.open();
    await first;
    expect(waits).toHaveLength(1);
    const patient = new KeyedQueue({ maxLength: 2, maxWaitMs: 60_000 }, watch);
    const long = patient.run(['a'], () => new Promise((resolve) => setTimeout(resolve, 25)));
    await patient.run(['a'], async () => undefined);
    await long;
    expect(waits).toHaveLength(3);
    expect(waits[2]).toBeGreaterThan(20);
  });

  it('refuses with busy what does not fit, at once', async () => {
    const queue = new KeyedQueue({ maxLength: 2, maxWaitMs: 60_000 });
    const running = gate();
    const tasks = [queue.run(['a'], () => running.opened), queue.run(['a'], async () => undefined)];
    await expect(queue.run(['a'], async () => undefined)).rejects.toMatchObject({ code: 'busy' });
    running.open();
    await Promise.all(tasks);
    await expect(queue.run(['a'], async () => 'again')).resolves.toBe('again');
  });

  it('refuses with busy what waits too long, and lets the next one go on', async () => {
    const queue = new KeyedQueue({ maxLength: 10, maxWaitMs: 20 });
    const running = gate();
    const first = queue.run(['a'], () => running.opened);
    await expect(queue.run(['a'], async () => undefined)).rejects.toMatchObject({ code: 'busy' });
    running.open();
    await first;
    await expect(queue.run(['a'], async () => 'next')).resolves.toBe('next');
  });
});

import { expect, it, vi } from 'vitest';
import { laterTurn } from './later-turn.ts';
import type { PollingTurn } from './polling-turn.ts';

const clock = { now: () => 0 };

function loaded() {
  const turn = { start: vi.fn(), want: vi.fn(), stop: vi.fn() } satisfies PollingTurn;
  const load = async () =>
    ({ createPollingTurn: () => turn }) as unknown as typeof import('./polling-turn.ts');
  return { turn, load };
}

it('[RT29] a turn that is loaded late knows what was wanted before, and what is wanted then', async () => {
  const { turn, load } = loaded();
  const listener = vi.fn();
  const later = laterTurn(clock, load);
  later.start(listener);
  later.want('active');
  await vi.waitFor(() => expect(turn.start).toHaveBeenCalledWith(listener));
  expect(turn.want.mock.calls).toEqual([['active']]);
  later.want('none');
  later.stop();
  expect(turn.want).toHaveBeenLastCalledWith('none');
  expect(turn.stop).toHaveBeenCalledTimes(1);
});

it('[RT29] without it this tab asks as if it were alone, and a page that is over begins nothing', async () => {
  const listener = vi.fn();
  const never = laterTurn(clock, () => Promise.reject(new Error('offline')));
  never.start(listener);
  never.want('active');
  const { turn, load } = loaded();
  const over = laterTurn(clock, load);
  over.start(listener);
  over.stop();
  await Promise.resolve();
  await Promise.resolve();
  expect(listener).not.toHaveBeenCalled();
  expect(turn.start).not.toHaveBeenCalled();
});

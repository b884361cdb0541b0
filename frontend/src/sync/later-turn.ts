import type { Clock } from '../lib/clock.ts';
import type { PollingTurn, TurnWish } from './polling-turn.ts';

/**
 * Agreeing with other tabs is only needed without a socket, so it is loaded after the first page. Until then, and when it
 * cannot be loaded, this tab asks as if it were alone.
 */
export function laterTurn(clock: Clock, load = () => import('./polling-turn.ts')): PollingTurn {
  let turn: PollingTurn | null = null;
  let wish: TurnWish = 'none';
  let isOver = false;
  return {
    start(listener) {
      load().then(
        ({ createPollingTurn }) => {
          if (!isOver) {
            turn = createPollingTurn(clock);
            turn.start(listener);
            turn.want(wish);
          }
        },
        () => undefined,
      );
    },
    want(next) {
      wish = next;
      turn?.want(next);
    },
    stop() {
      isOver = true;
      turn?.stop();
    },
  };
}

import { Button } from '@mantine/core';
import { IconHourglassEmpty, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import type { ApiProblem } from '../../lib/api-error.ts';
import { epochMs } from '../../lib/clock.ts';
import type { HoldPhase, HoldState } from '../../sync/hold-state.ts';
import type { Holding } from '../../sync/use-holder.ts';
import classes from './hold-bar.module.css';

const SECOND_MS = 1000;
/** When the end is announced, and extending is offered. */
const SOON_MS = 60_000;

const ICONS: Readonly<Record<HoldPhase, typeof IconLock>> = {
  none: IconHourglassEmpty,
  asking: IconHourglassEmpty,
  held: IconLock,
  over: IconLockOpen,
  elsewhere: IconLockOpen,
  refused: IconLockOpen,
};

/** How the chosen time is kept: two lines, always of the same height, so that nothing moves when a hold begins or ends. */
export function HoldBar({ holding }: { readonly holding: Holding }) {
  const { state, again, extend } = holding;
  const { phase, hold, extending } = state;
  const leftMs = useLeft(phase === 'held' && hold !== null ? epochMs(hold.expiresAt) : null);
  const isSoon = leftMs !== null && leftMs <= SOON_MS;
  const Icon = ICONS[phase];
  return (
    <section className={classes.bar} data-phase={phase} aria-label="Your hold on this time">
      <Icon size={22} aria-hidden className={classes.icon} />
      <p className={classes.title}>
        {leftMs === null ? (
          titleOf(phase)
        ) : (
          <>
            Held <span className={classes.spare}>for you </span>for{' '}
            <span role="timer" className={classes.time}>
              {clockOf(leftMs)}
            </span>
          </>
        )}
      </p>
      {isSoon && hold !== null && hold.renewalsLeft > 0 && (
        <Button size="compact-md" loading={extending} onClick={() => void extend()}>
          Extend
        </Button>
      )}
      {(phase === 'over' || phase === 'elsewhere' || phase === 'refused') && (
        <Button size="compact-md" onClick={again}>
          Hold again
        </Button>
      )}
      <p className={classes.text}>{textOf(state)}</p>
      <p className="visually-hidden" role="status">
        {announced(state, isSoon)}
      </p>
    </section>
  );
}

/** Said once, when it becomes true; the countdown itself is silent. */
function announced(state: HoldState, isSoon: boolean): string {
  switch (state.phase) {
    case 'held':
      return isSoon ? `This time is held for you for less than a minute. ${textOf(state)}` : '';
    case 'over':
    case 'elsewhere':
      return `This time is no longer held for you. ${textOf(state)}`;
    default:
      return '';
  }
}

function titleOf(phase: HoldPhase): string {
  switch (phase) {
    case 'over':
    case 'elsewhere':
      return 'Hold ended';
    case 'refused':
      return 'Not held';
    default:
      return 'Holding it for you…';
  }
}

/** Short enough for one line on a phone. */
function textOf({ phase, hold, problem }: HoldState): string {
  switch (phase) {
    case 'held':
      return problem === null || problem.code === 'hold_not_renewable'
        ? renewalsText(hold?.renewalsLeft ?? 0)
        : 'Not extended. Please try again.';
    case 'over':
      return 'What you wrote is kept.';
    case 'elsewhere':
      return 'You chose another time elsewhere.';
    case 'refused':
      return refusalText(problem);
    default:
      return 'Nobody else can take it then.';
  }
}

function refusalText(problem: ApiProblem | null): string {
  if (problem?.code === 'too_many_holds') {
    return 'You hold two. You can book this.';
  }
  return problem?.status === 0 ? 'The clinic was not reached.' : 'You can book it while it is free.';
}

function renewalsText(left: number): string {
  if (left === 0) {
    return 'It cannot be extended any more.';
  }
  return left === 1 ? 'You can extend it once more.' : 'You can extend it twice.';
}

/** Minutes and seconds, the last second shown as 0:01. */
function clockOf(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long until then by the clinic's clock, each second anew; null without an end. */
function useLeft(endsAt: number | null): number | null {
  const { sync } = useServices();
  const [, tick] = useState(0);
  useEffect(() => {
    if (endsAt === null) {
      return undefined;
    }
    const timer = setInterval(() => tick((count) => count + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [endsAt]);
  return endsAt === null ? null : endsAt - sync.now();
}

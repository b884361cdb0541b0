import type { Change, ChangesAnswer } from '@openslot/shared/contracts/changes';
import type { ApiProblem } from '../../lib/api-error.ts';
import type { Query, QueryKey } from '../query.ts';
import type { OwnHold, ToldDay } from '../sync-types.ts';
import type { QueryAnswer, ShownElsewhere } from './state.ts';

/** Everything the synchronisation can learn. */
export type Input =
  | { readonly type: 'query-watched'; readonly query: Query }
  | { readonly type: 'query-released'; readonly key: QueryKey }
  | { readonly type: 'query-prefetched'; readonly query: Query }
  | { readonly type: 'refresh'; readonly key: QueryKey }
  | { readonly type: 'retry' }
  | { readonly type: 'socket-up' }
  | { readonly type: 'socket-down' }
  | { readonly type: 'watch-acked'; readonly doctorId: string; readonly seq: number }
  | { readonly type: 'watch-failed'; readonly doctorId: string; readonly refused: boolean }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'resync' }
  | { readonly type: 'appointment-updated' }
  | { readonly type: 'caught-up'; readonly answer: ChangesAnswer; readonly since: number }
  | { readonly type: 'catch-up-failed'; readonly doctorId: string; readonly problem: ApiProblem }
  | { readonly type: 'pinged'; readonly reached: boolean }
  | { readonly type: 'answered'; readonly key: QueryKey; readonly id: number; readonly answer: QueryAnswer }
  | {
      readonly type: 'fetch-failed';
      readonly key: QueryKey;
      readonly id: number;
      readonly problem: ApiProblem;
    }
  | { readonly type: 'timer'; readonly id: TimerId }
  | { readonly type: 'write-started'; readonly doctorId: string }
  | { readonly type: 'write-ended'; readonly doctorId: string; readonly seq: number | null }
  | { readonly type: 'own-hold'; readonly ownHold: OwnHold | null }
  | { readonly type: 'day-told'; readonly key: QueryKey; readonly told: ToldDay }
  | { readonly type: 'tab-news'; readonly doctorId: string; readonly seq: number }
  | { readonly type: 'tab-shows'; readonly doctors: readonly ShownElsewhere[] }
  | { readonly type: 'tab-reached' }
  | { readonly type: 'turn'; readonly polls: boolean }
  | { readonly type: 'visibility'; readonly visible: boolean }
  | { readonly type: 'activity'; readonly active: boolean }
  | { readonly type: 'network'; readonly online: boolean }
  | { readonly type: 'woken' };

export type TimerKind =
  | 'fetch'
  | 'fresh'
  | 'gone'
  | 'linger'
  | 'watch'
  | 'catch-up'
  | 'poll'
  | 'check'
  | 'news'
  | 'appointments';

/** `kind` or `kind:subject`; setting a timer again replaces it. */
export type TimerId = TimerKind | `${TimerKind}:${string}`;

/** Everything it can ask for. The runner does it and reports back with an input. */
export type Command =
  | {
      readonly type: 'fetch';
      readonly key: QueryKey;
      readonly id: number;
      readonly query: Query;
      readonly holdId: string | null;
    }
  | {
      readonly type: 'catch-up';
      readonly doctorId: string;
      readonly since: number;
      readonly limitMs: number;
    }
  | { readonly type: 'ping'; readonly limitMs: number }
  | { readonly type: 'watch'; readonly doctorId: string }
  | { readonly type: 'unwatch'; readonly doctorId: string }
  /** Due after `delayMs` plus a random part of `spreadMs`. */
  | { readonly type: 'timer'; readonly id: TimerId; readonly delayMs: number; readonly spreadMs: number }
  | { readonly type: 'cancel-timer'; readonly id: TimerId }
  | { readonly type: 'reconnect' }
  | { readonly type: 'toast'; readonly kind: Query['kind'] }
  | { readonly type: 'tell-tabs'; readonly doctorId: string; readonly seq: number }
  | { readonly type: 'tell-shown'; readonly doctors: readonly ShownElsewhere[] }
  | { readonly type: 'tell-reached' }
  | { readonly type: 'read-appointments' };

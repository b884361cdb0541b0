import {
  type ChangesAnswer,
  MAX_CHANGES_DOCTORS,
  readChanges,
  readChangesOfMany,
} from '@openslot/shared/contracts/changes';
import { ERROR_CODES } from '@openslot/shared/errors/codes';
import type { Api } from '../lib/api-client.ts';
import { ApiError, toApiError } from '../lib/api-error.ts';
import type { Command, Input } from './core/messages.ts';

type CatchUp = Extract<Command, { type: 'catch-up' }>;

interface Means {
  readonly api: Api;
  readonly signal: AbortSignal;
}

/** Asks what was missed, for all these doctors together, and reports what came of it for each (RT31). */
export function catchUp(asked: readonly CatchUp[], means: Means, dispatch: (input: Input) => void): void {
  for (let at = 0; at < asked.length; at += MAX_CHANGES_DOCTORS) {
    void askTogether(asked.slice(at, at + MAX_CHANGES_DOCTORS), means, dispatch);
  }
}

async function askTogether(
  asked: readonly CatchUp[],
  means: Means,
  dispatch: (input: Input) => void,
): Promise<void> {
  const failed = ({ doctorId }: CatchUp, error: unknown): void =>
    dispatch({ type: 'catch-up-failed', doctorId, problem: toApiError(error).problem });
  try {
    const answers = new Map((await read(asked, means)).map((answer) => [answer.doctorId, answer]));
    for (const question of asked) {
      const answer = answers.get(question.doctorId);
      if (answer === undefined) {
        failed(question, new ApiError({ code: 'not_found', ...ERROR_CODES.not_found }));
      } else {
        dispatch({ type: 'caught-up', answer, since: question.since });
      }
    }
  } catch (error) {
    for (const question of asked) {
      failed(question, error);
    }
  }
}

async function read(asked: readonly CatchUp[], { api, signal }: Means): Promise<ChangesAnswer[]> {
  const [first, ...others] = asked;
  if (first === undefined) {
    return [];
  }
  const timeoutMs = Math.min(...asked.map(({ limitMs }) => limitMs));
  if (others.length === 0) {
    const { doctorId, since } = first;
    const query = { since: String(since) };
    return [await api.call(readChanges, { params: { doctorId }, query, timeoutMs, signal })];
  }
  const since = asked.map(({ doctorId, since: seq }) => `${doctorId}:${seq}`).join(',');
  const { items } = await api.call(readChangesOfMany, { query: { since }, timeoutMs, signal });
  return items;
}

import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { describe, expect, it, vi } from 'vitest';
import type { Api } from '../lib/api-client.ts';
import { clientError } from '../lib/api-error.ts';
import { catchUp } from './catch-up.ts';
import type { Input } from './core/messages.ts';

const id = (index: number): string => index.toString(16).padStart(24, '0');
const asked = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'catch-up' as const,
    doctorId: id(index),
    since: index,
    limitMs: 5000,
  }));

/** A clinic where every doctor is one change further than asked; the first doctor of many is not known. */
function clinic() {
  const calls: { path: string; since: string }[] = [];
  const answer = (doctorId: string, since: number) => ({
    doctorId,
    seq: since + 1,
    asOf: '2026-03-02T07:00:00.000Z',
    reset: true,
    changes: [],
  });
  const call = async (
    { path }: Endpoint,
    { params, query }: { params?: { doctorId: string }; query: { since: string } },
  ) => {
    calls.push({ path, since: query.since });
    if (params !== undefined) {
      return answer(params.doctorId, Number(query.since));
    }
    const pairs = query.since.split(',').map((pair) => pair.split(':'));
    return {
      items: pairs
        .filter(([doctorId]) => doctorId !== id(0))
        .map(([doctorId = '', since]) => answer(doctorId, Number(since))),
    };
  };
  return { calls, api: { call } as unknown as Api };
}

const { signal } = new AbortController();

describe('asking what was missed', () => {
  it('[RT31] is one question for all doctors of a step, and at most 50 in one', async () => {
    const { calls, api } = clinic();
    const heard: Input[] = [];
    catchUp(asked(52), { api, signal }, (input) => heard.push(input));
    await vi.waitFor(() => expect(heard).toHaveLength(52));
    expect(calls.map(({ path, since }) => [path, since.split(',').length])).toEqual([
      ['/api/v1/changes', 50],
      ['/api/v1/changes', 2],
    ]);
    expect(heard).toContainEqual(
      expect.objectContaining({
        type: 'caught-up',
        since: 51,
        answer: expect.objectContaining({ doctorId: id(51), seq: 52 }),
      }),
    );
    expect(heard).toContainEqual(
      expect.objectContaining({
        type: 'catch-up-failed',
        doctorId: id(0),
        problem: expect.objectContaining({ code: 'not_found' }),
      }),
    );
  });

  it('[RT31] asks for one doctor as before, and for nobody not at all', async () => {
    const { calls, api } = clinic();
    const heard: Input[] = [];
    catchUp([], { api, signal }, (input) => heard.push(input));
    catchUp(asked(1), { api, signal }, (input) => heard.push(input));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(calls).toEqual([{ path: '/api/v1/doctors/:doctorId/changes', since: '0' }]);
  });

  it('[RT31] a question that fails has failed for each of them', async () => {
    const api = { call: () => Promise.reject(clientError('timeout')) } as unknown as Api;
    const heard: Input[] = [];
    catchUp(asked(3), { api, signal }, (input) => heard.push(input));
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.map((input) => input.type)).toEqual([
      'catch-up-failed',
      'catch-up-failed',
      'catch-up-failed',
    ]);
  });
});

import { endpoint } from '@openslot/shared/contracts/endpoint';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StampedAnswer } from '../../http/stamped-answer.ts';
import { AnswerCache } from './answer-cache.ts';

const contract = endpoint({
  method: 'GET',
  path: '/',
  summary: 'A text',
  access: 'anyone',
  response: z.object({ asOf: z.string(), text: z.string() }),
});
const NOW = 1_000_000;
const textOf = (answer: StampedAnswer): string => JSON.parse(Buffer.concat(answer.json(NOW)).toString()).text;

let cache: AnswerCache;
let computed: number;
beforeEach(() => {
  cache = new AnswerCache(10_000);
  computed = 0;
});

/** Asks for `key` at a number and a time; what is computed then says which computation it was. */
async function ask(key: string, seq: number, now = NOW, freshMs = 1_000): Promise<string> {
  const answer = await cache.answer(key, seq, now, async () => {
    computed += 1;
    return {
      answer: new StampedAnswer(contract, { asOf: '', text: `${key} ${seq} ${computed}` }),
      computedAt: now,
      freshUntil: now + freshMs,
    };
  });
  return textOf(answer);
}

describe('an answer is remembered', () => {
  it('for its key and number alone', async () => {
    expect(await ask('a', 1)).toBe('a 1 1');
    expect(await ask('a', 1)).toBe('a 1 1');
    expect(await ask('b', 1)).toBe('b 1 2');
    expect(await ask('a', 2)).toBe('a 2 3');
    expect(await ask('a', 2)).toBe('a 2 3');
  });

  it('until the moment at which time changes it, and not before the moment it was computed for', async () => {
    await ask('a', 1, NOW);
    expect(await ask('a', 1, NOW + 999)).toBe('a 1 1');
    expect(await ask('a', 1, NOW + 1_000)).toBe('a 1 2');
    expect(await ask('a', 1, NOW + 999)).toBe('a 1 3');
  });

  it('also when an older number is computed late: the newer one stays', async () => {
    await ask('a', 2);
    expect(await ask('a', 1)).toBe('a 1 2');
    expect(await ask('a', 2)).toBe('a 2 1');
  });

  it('not when it could not be computed', async () => {
    const failing = () => Promise.reject(new Error('away'));
    await expect(cache.answer('a', 1, NOW, failing)).rejects.toThrow('away');
    expect(await ask('a', 1)).toBe('a 1 1');
  });

  it('within a number of bytes: what was used longest ago goes first', async () => {
    for (let index = 0; cache.bytes < 9_000; index++) {
      await ask(`key ${index}`, 1);
    }
    const before = computed;
    await ask('key 0', 1);
    expect(computed).toBe(before);
    for (let index = 0; index < 5; index++) {
      await ask(`more ${index}`, 1);
      expect(cache.bytes).toBeLessThanOrEqual(10_000);
    }
    await ask('key 0', 1);
    expect(computed).toBe(before + 5);
    await ask('key 1', 1);
    expect(computed).toBe(before + 6);
  });
});

it('those who ask for the same at the same time share one computation', async () => {
  const texts = await Promise.all([ask('a', 1), ask('a', 1), ask('a', 2)]);
  expect(texts).toEqual(['a 1 1', 'a 1 1', 'a 2 2']);
});

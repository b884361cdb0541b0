import { gunzipSync } from 'node:zlib';
import { endpoint } from '@openslot/shared/contracts/endpoint';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { StampedAnswer } from './stamped-answer.ts';

const contract = endpoint({
  method: 'GET',
  path: '/api/v1/times',
  summary: 'Times',
  access: 'anyone',
  response: z.object({ asOf: z.string(), name: z.string(), times: z.array(z.string()) }),
});
const WRITTEN = Date.parse('2026-01-12T07:00:00.123Z');
const SENT = Date.parse('2026-01-12T09:30:00.456Z');

function contentOf(count: number) {
  const times = Array.from({ length: count }, (_, index) => new Date(WRITTEN + index).toISOString());
  return { asOf: new Date(WRITTEN).toISOString(), name: 'Dr Åsa "Ö" Öst', times };
}

it.each([0, 1, 100, 5_000])(
  'an answer of %d times is the same JSON, plain and compressed, but for its time',
  (count) => {
    const content = contentOf(count);
    const answer = new StampedAnswer(contract, content);
    for (const sent of [SENT, SENT + 1]) {
      const expected = { ...content, asOf: new Date(sent).toISOString() };
      expect(JSON.parse(Buffer.concat(answer.json(sent)).toString())).toEqual(expected);
      expect(JSON.parse(gunzipSync(Buffer.concat(answer.gzip(sent))).toString())).toEqual(expected);
    }
    expect(Buffer.concat(answer.json(SENT)).length).toBeLessThanOrEqual(answer.size + 50);
  },
);

it('drops what the contract does not name', () => {
  const answer = new StampedAnswer(contract, { ...contentOf(1), secret: 'a name' });
  expect(Buffer.concat(answer.json(SENT)).toString()).not.toContain('secret');
});

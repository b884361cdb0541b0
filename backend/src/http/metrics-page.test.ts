import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-page.ts';

const TOKEN = 'a-token-of-the-monitoring';

function asked(remoteAddress: string, headers: Record<string, string> = {}): Request {
  const get = (name: string) => headers[name.toLowerCase()];
  return { socket: { remoteAddress }, headers, get } as unknown as Request;
}

describe('who may read /metrics', () => {
  it.each(['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1'])('this machine, as %s', (address) => {
    expect(mayReadMetrics(asked(address), null)).toBe(true);
  });

  it.each(['10.0.0.7', '::ffff:10.0.0.7', 'fe80::1', '192.127.0.1', '127.0.0.1.example.org', ''])(
    'not %j, which is elsewhere',
    (address) => {
      expect(mayReadMetrics(asked(address), null)).toBe(false);
      expect(mayReadMetrics(asked(address), TOKEN)).toBe(false);
    },
  );

  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-host', 'x-forwarded-proto'])(
    'not somebody for whom a proxy of this machine asks, by %s',
    (header) => {
      expect(mayReadMetrics(asked('127.0.0.1', { [header]: '127.0.0.1' }), null)).toBe(false);
    },
  );

  it('whoever has the token, from anywhere', () => {
    const authorization = `Bearer ${TOKEN}`;
    expect(mayReadMetrics(asked('10.0.0.7', { authorization }), TOKEN)).toBe(true);
    expect(mayReadMetrics(asked('127.0.0.1', { authorization, 'x-forwarded-for': '10.0.0.7' }), TOKEN)).toBe(
      true,
    );
  });

  it.each(['Bearer', 'Bearer ', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, TOKEN])(
    'nobody with %j',
    (authorization) => {
      expect(mayReadMetrics(asked('10.0.0.7', { authorization }), TOKEN)).toBe(false);
    },
  );

  it('nobody by a token where none is set', () => {
    expect(mayReadMetrics(asked('10.0.0.7', { authorization: 'Bearer null' }), null)).toBe(false);
  });
});

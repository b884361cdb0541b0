import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@openslot/shared/errors/app-error';
import type { Request, Router } from 'express';

export interface MetricsPage {
  /** The bearer token that may read; null: none may. */
  readonly token: string | null;
  readonly contentType: string;
  readonly render: () => Promise<string>;
}

/**
 * `/metrics`, for a monitoring system and nobody else: a request from this machine that no proxy forwarded, or one with
 * the token. Others are refused with 401.
 */
export function registerMetrics(router: Router, { token, contentType, render }: MetricsPage): void {
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, token)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new AppError('unauthenticated', { detail: 'Metrics are read with the token of the monitoring.' });
    }
    response.setHeader('Cache-Control', 'no-store');
    response.type(contentType).send(await render());
  });
}

/** @param token null: only this machine may. */
export function mayReadMetrics(request: Request, token: string | null): boolean {
  return isLocal(request) || hasToken(request, token);
}

/** What a proxy adds when it forwards. Somebody who adds one themselves only loses. */
const FORWARDED = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'forwarded',
  'via',
];

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** By the connection itself: `request.ip` is what a trusted proxy says. */
function isLocal({ socket, headers }: Request): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined);
}

function hasToken(request: Request, token: string | null): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.get('Authorization') ?? '')?.[1];
  // Hashed, so that both have one length and comparing takes equally long.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return token !== null && given !== undefined && timingSafeEqual(digest(given), digest(token));
}

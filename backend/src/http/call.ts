import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { Actor } from '@openslot/shared/policies/access';
import type { z } from 'zod';

/** What the session cookie of a request or socket stands for. */
export interface Authenticated {
  readonly actor: NonNullable<Actor>;
  readonly sessionId: string;
  /** Epoch milliseconds after which the session is over. */
  readonly expiresAt: number;
}

/** Resolves the session cookie in `headers`; null for visitors and for sessions that ended. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Authenticated | null>;

/** A parsed and authorised request, as controllers receive it. */
export interface Call<E extends Endpoint> {
  readonly params: z.output<E['params']>;
  readonly query: z.output<E['query']>;
  readonly body: z.output<E['body']>;
  readonly actor: Actor;
  readonly session: Authenticated | null;
  readonly requestId: string;
  /** Present exactly on endpoints declared `idempotent`. */
  readonly idempotencyKey: string | null;
}

export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<z.input<E['response']>>;

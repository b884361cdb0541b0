import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { z } from 'zod';
import { ApiError, type ApiProblem, clientError, problemFrom } from './api-error.ts';
import { type Clock, systemClock } from './clock.ts';

type Part<Name extends string, Schema extends z.ZodType> =
  Record<string, never> extends z.input<Schema>
    ? { readonly [key in Name]?: z.input<Schema> }
    : { readonly [key in Name]: z.input<Schema> };

interface CommonOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up with code `timeout`; 15 s unless told. */
  readonly timeoutMs?: number;
  /** The request goes on when the page is closed. */
  readonly keepalive?: boolean;
  /** Without cookies: the clinic is not told who asks. */
  readonly anonymous?: boolean;
}

export type CallOptions<E extends Endpoint> = CommonOptions &
  Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']> &
  (E['idempotent'] extends true ? { readonly idempotencyKey: string } : { readonly idempotencyKey?: string });

export type Answer<E extends Endpoint> = z.output<E['response']>;

export interface Api {
  /**
   * Calls a declared endpoint and gives its parsed answer.
   *
   * @throws ApiError for every refusal and failure; the DOM's `AbortError` when `signal` was aborted.
   */
  readonly call: <E extends Endpoint>(endpoint: E, options: CallOptions<E>) => Promise<Answer<E>>;
}

interface Parts extends CommonOptions {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

const DEFAULT_TIMEOUT_MS = 15_000;

interface Dependencies {
  /** Same-origin `fetch`; cookies travel by themselves. */
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Hears of every refusal by the server, before the caller does. */
  readonly onRefused?: (problem: ApiProblem) => void;
}

export function createApi(dependencies: Dependencies = {}): Api {
  const send = dependencies.fetch ?? ((input, init) => fetch(input, init));
  const clock = dependencies.clock ?? systemClock;
  return {
    async call<E extends Endpoint>(endpoint: E, options: CallOptions<E>): Promise<Answer<E>> {
      const parts: Parts = options;
      const response = await request(send, urlOf(endpoint, parts, clock), parts, initOf(endpoint, parts));
      const body = await readJson(response);
      if (!response.ok) {
        const problem = problemFrom(response.status, body);
        dependencies.onRefused?.(problem);
        throw new ApiError(problem);
      }
      const parsed = endpoint.response.safeParse(body);
      if (!parsed.success) {
        throw clientError('unexpected_answer', parsed.error);
      }
      return parsed.data as Answer<E>;
    },
  };
}

async function request(
  send: typeof fetch,
  url: string,
  { signal, timeoutMs }: Parts,
  init: RequestInit,
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    return await send(url, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw clientError(timeout.aborted ? 'timeout' : 'offline', error);
  }
}

function initOf(
  endpoint: Endpoint,
  { body, idempotencyKey, keepalive = false, anonymous = false }: Parts,
): RequestInit {
  const headers = new Headers({ accept: 'application/json' });
  if (endpoint.method === 'GET') {
    // Some proxies answer from their cache unless the request itself forbids it.
    headers.set('cache-control', 'no-cache');
    headers.set('pragma', 'no-cache');
  } else {
    headers.set('content-type', 'application/json');
  }
  if (idempotencyKey !== undefined) {
    headers.set('idempotency-key', idempotencyKey);
  }
  return {
    method: endpoint.method,
    headers,
    credentials: anonymous ? 'omit' : 'same-origin',
    cache: 'no-store',
    keepalive,
    ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  };
}

function urlOf(endpoint: Endpoint, { params, query }: Parts, clock: Clock): string {
  const values = (params ?? {}) as Readonly<Record<string, string>>;
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  if (acceptsTimestamp(endpoint)) {
    search.set('_t', String(clock.now()));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

function acceptsTimestamp(endpoint: Endpoint): boolean {
  const shape = (endpoint.query as { readonly shape?: Readonly<Record<string, unknown>> }).shape;
  return shape !== undefined && '_t' in shape;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

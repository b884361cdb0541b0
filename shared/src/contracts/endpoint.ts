import { z } from 'zod';

/** Who may call an endpoint; decided by `policies/access.ts` on the server and used by pages only to explain. */
export type Access =
  | 'anyone'
  | 'signed-in'
  | 'as-patient'
  | 'book-appointments'
  | 'manage-schedule'
  | 'staff'
  | 'administer';

export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express path pattern below the origin, `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly status: 200 | 201;
  /** The `Idempotency-Key` header is required. */
  readonly idempotent: boolean;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
}

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

interface EndpointOptions<P, Q, B, R> {
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly status?: 200 | 201;
  readonly idempotent?: boolean;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
}

/** Declares one HTTP endpoint: the single description that the server parses by, the client calls by and the documentation is made from. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(options: EndpointOptions<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    status: 200,
    idempotent: false,
    ...options,
    // An absent part accepts nothing: unknown fields are refused everywhere.
    params: options.params ?? (Nothing as unknown as P),
    query: options.query ?? (Nothing as unknown as Q),
    body: options.body ?? (Nothing as unknown as B),
  };
}

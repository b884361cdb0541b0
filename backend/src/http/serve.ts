import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import type { FieldError } from '@openslot/shared/errors/problem';
import { mayAccess } from '@openslot/shared/policies/access';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Call, Handler } from './call.ts';
import { requestState } from './request-state.ts';

/** Registers one declared endpoint: authorise, parse, handle, present. Errors go to the problem handler. */
export function serve<E extends Endpoint>(router: Router, endpoint: E, handle: Handler<E>): void {
  const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
  router[method](endpoint.path, async (request: Request, response: Response) => {
    const answer = await handle(receive(endpoint, request, response));
    // Parsing the answer drops every member that the contract does not name.
    response.status(endpoint.status).json(endpoint.response.parse(answer));
  });
}

/** What a request says, checked. */
type Parsed<E extends Endpoint> = Pick<Call<E>, 'params' | 'query' | 'body' | 'idempotencyKey'>;

/**
 * A request authorised and parsed, by the contract unless `parse` is given.
 * @throws AppError when the caller may not, or it is not what the endpoint takes.
 */
export function receive<E extends Endpoint>(
  endpoint: E,
  request: Request,
  response: Response,
  parse: (request: Request) => Parsed<E> = (request) => parseRequest(endpoint, request),
): Call<E> {
  const { session, requestId } = requestState(response);
  const actor = session?.actor ?? null;
  authorise(endpoint, request, actor);
  return { ...parse(request), actor, session, requestId };
}

function authorise(endpoint: Endpoint, request: Request, actor: Call<Endpoint>['actor']): void {
  const doctorId = request.params.doctorId;
  if (mayAccess(endpoint.access, actor, typeof doctorId === 'string' ? doctorId : undefined)) {
    return;
  }
  throw new AppError(actor === null ? 'unauthenticated' : 'forbidden');
}

/** @throws AppError `invalid_request` with every field that is wrong. */
export function parseRequest<E extends Endpoint>(endpoint: E, request: Request): Parsed<E> {
  const errors: FieldError[] = [];
  const part = (name: 'params' | 'query' | 'body', input: unknown) => {
    const result = endpoint[name].safeParse(input, { reportInput: false });
    if (!result.success) {
      errors.push(...fieldErrors(result.error, name === 'body' ? '' : `/${name}`));
    }
    return result.data;
  };
  const parsed = {
    params: part('params', request.params),
    query: part('query', request.query),
    body: part('body', request.body ?? {}),
    idempotencyKey: endpoint.idempotent ? idempotencyKey(request) : null,
  };
  if (errors.length > 0) {
    throw new AppError('invalid_request', { errors, detail: errors[0]?.detail ?? '' });
  }
  return parsed as Parsed<E>;
}

/** Nobody reads more; a small request must not make a large answer. */
const MAX_FIELD_ERRORS = 100;

/** The first hundred issues as field errors. Unknown members are named one by one. */
export function fieldErrors(error: z.ZodError, prefix: string): FieldError[] {
  const all = error.issues.slice(0, MAX_FIELD_ERRORS).flatMap((issue) => {
    const pointer = `${prefix}${issue.path.map((key) => `/${escapePointer(String(key))}`).join('')}`;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, MAX_FIELD_ERRORS).map((key) => ({
        pointer: `${pointer}/${escapePointer(key)}`,
        detail: 'is not a known field',
      }));
    }
    return [{ pointer, detail: issue.message }];
  });
  return all.slice(0, MAX_FIELD_ERRORS);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

const KEY = z.string().regex(/^[\x21-\x7e]{8,200}$/);

function idempotencyKey(request: Request): string {
  const value = request.get('Idempotency-Key');
  if (value === undefined || value === '') {
    throw new AppError('idempotency_key_missing', {
      errors: [{ pointer: '/headers/Idempotency-Key', detail: 'is required' }],
    });
  }
  if (!KEY.safeParse(value).success) {
    throw invalidField('/headers/Idempotency-Key', 'must have 8 to 200 visible characters');
  }
  return value;
}

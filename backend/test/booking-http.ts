import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';

/** Somebody who is signed in, in every process of the clinic. */
export interface Person {
  readonly userId: string;
  /** Null for staff. */
  readonly patientId: string | null;
  readonly cookie: string;
  /** A client address of their own. */
  readonly address: string;
}

/** As much of the answers as the storms look at. */
export interface AnswerBody {
  readonly code?: string;
  readonly detail?: string;
  readonly seq?: number;
  readonly appointment?: {
    readonly id: string;
    readonly version: number;
    readonly status: string;
    readonly doctorId: string;
    readonly startsAt: string;
  };
  readonly hold?: { readonly id: string; readonly expiresAt: string };
  readonly items?: readonly { readonly id: string }[];
  readonly unavailability?: { readonly id: string; readonly version: number };
}

export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number;
}

export interface Asked {
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  readonly key?: string;
}

// A server closes what was idle for five seconds; not in the moment in which we use it again.
const agent = new Agent({ keepAlive: true, maxSockets: 400, timeout: 2_000 });

/**
 * Sends one request to one process; again when a connection kept alive turns out to be closed.
 * @throws when the connection ends without an answer.
 */
export async function ask(
  url: string,
  person: Person,
  endpoint: Endpoint,
  asked: Asked = {},
): Promise<Answer> {
  const path = endpoint.path.replace(
    /:(\w+)/g,
    (_match, name: string) => asked.params?.[name] ?? `no-${name}`,
  );
  const key = asked.key ?? randomUUID();
  const sent = asked.body === undefined ? null : JSON.stringify(asked.body);
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, {
      method: endpoint.method,
      agent,
      headers: {
        Origin: url,
        Cookie: person.cookie,
        'X-Forwarded-For': person.address,
        ...(endpoint.idempotent && { 'Idempotency-Key': key }),
        ...(sent !== null && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(sent),
        }),
      },
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' && outgoing.reusedSocket) {
        ask(url, person, endpoint, { ...asked, key }).then(resolve, reject);
      } else {
        reject(error);
      }
    });
    outgoing.once('response', (incoming) => {
      text(incoming).then((body) => {
        const status = incoming.statusCode ?? 0;
        resolve({ status, body: body === '' ? {} : JSON.parse(body), ms: performance.now() - since });
      }, reject);
    });
    outgoing.end(sent ?? undefined);
  });
}

/** Lets go of the connections kept alive, so that the program can end. */
export const closeConnections = () => agent.destroy();

import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, MongoClient } from 'mongodb';
import { reasonOf, SourceUnavailableError } from '../errors.ts';
import type { MongoSource } from '../types.ts';

const CONNECT_LIMIT_MS = 10_000;
/** MongoDB 7.0 speaks this version of the wire protocol. */
const WIRE_VERSION_7_0 = 21;

/** `MONGODB_URI`: somebody else's server. Checked within ten seconds, since transactions and change streams need a replica set. */
export const uriSource: MongoSource = {
  name: 'uri',
  label: 'MONGODB_URI',
  async find({ env }) {
    const uri = env.MONGODB_URI;
    if (!uri) {
      throw new SourceUnavailableError('not set');
    }
    return { kind: 'address', uri, description: `MONGODB_URI (${await checkReplicaSet(uri)})` };
  },
};

/**
 * Checks that the server answers within the limit and can do what this product needs. Returns its hosts, never the
 * address itself, which may carry a password.
 *
 * @throws {SourceUnavailableError} that ends the search.
 */
export async function checkReplicaSet(uri: string, limitMs = CONNECT_LIMIT_MS): Promise<string> {
  const { hello, hosts } = await greet(uri, limitMs);
  const missing = whatIsMissing(hello);
  if (missing !== undefined) {
    throw refuse(`${hosts} ${missing}`);
  }
  return hosts;
}

/** What a server that greets like this lacks for this product, or undefined. A sharded cluster's router will do. */
export function whatIsMissing(hello: Document): string | undefined {
  if (hello.msg !== 'isdbgrid' && typeof hello.setName !== 'string') {
    return (
      'is not a member of a replica set, which transactions and change streams need. ' +
      'Start it with --replSet and run rs.initiate() once; one member is enough.'
    );
  }
  return hello.maxWireVersion >= WIRE_VERSION_7_0 ? undefined : 'is older than MongoDB 7.0';
}

async function greet(uri: string, limitMs: number): Promise<{ hello: Document; hosts: string }> {
  let client: MongoClient;
  try {
    client = new MongoClient(uri, {
      // A little earlier than our own limit: its message names the cause.
      serverSelectionTimeoutMS: limitMs * 0.95,
      connectTimeoutMS: limitMs,
      socketTimeoutMS: limitMs,
    });
  } catch (error) {
    throw refuse(`not a usable MongoDB address: ${reasonOf(error)}`);
  }
  const hosts = client.options.srvHost ?? client.options.hosts.map(String).join(', ');
  try {
    const late = sleep(limitMs, undefined, { ref: false }).then(() => {
      throw new Error('no answer');
    });
    const hello = await Promise.race([client.db('admin').command({ hello: 1 }), late]);
    return { hello, hosts };
  } catch (error) {
    throw refuse(`${hosts} did not answer within ${limitMs / 1_000} s: ${reasonOf(error)}`);
  } finally {
    client.close(true).catch(() => undefined);
  }
}

function refuse(reason: string): SourceUnavailableError {
  return new SourceUnavailableError(reason, { final: true });
}

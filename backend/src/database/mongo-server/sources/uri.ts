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
    const { hello, hosts } = await greet(uri);
    if (hello.msg !== 'isdbgrid' && typeof hello.setName !== 'string') {
      throw refuse(
        `${hosts} is not a member of a replica set, which transactions and change streams need. ` +
          'Start it with --replSet and run rs.initiate() once; one member is enough.',
      );
    }
    if (!(hello.maxWireVersion >= WIRE_VERSION_7_0)) {
      throw refuse(`${hosts} is older than MongoDB 7.0`);
    }
    return { kind: 'address', uri, description: `MONGODB_URI (${hosts})` };
  },
};

/** Hosts only in messages: the uri may carry a password. */
async function greet(uri: string): Promise<{ hello: Document; hosts: string }> {
  let client: MongoClient;
  try {
    client = new MongoClient(uri, {
      serverSelectionTimeoutMS: CONNECT_LIMIT_MS,
      connectTimeoutMS: CONNECT_LIMIT_MS,
      socketTimeoutMS: CONNECT_LIMIT_MS,
    });
  } catch (error) {
    throw refuse(`not a usable MongoDB address: ${reasonOf(error)}`);
  }
  const hosts = client.options.srvHost ?? client.options.hosts.map(String).join(', ');
  try {
    return { hello: await client.db('admin').command({ hello: 1 }), hosts };
  } catch (error) {
    throw refuse(`${hosts} did not answer within ${CONNECT_LIMIT_MS / 1_000} s: ${reasonOf(error)}`);
  } finally {
    await client.close(true);
  }
}

function refuse(reason: string): SourceUnavailableError {
  return new SourceUnavailableError(reason, { final: true });
}

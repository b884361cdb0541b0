import { describe, expect, it } from 'vitest';
import { MongoUnavailableError, SourceUnavailableError } from './errors.ts';
import { findMongo } from './find-mongo.ts';
import type { Environment, MongoSource, SourceContext } from './types.ts';

const tried: string[] = [];

function context(env: Environment = {}): SourceContext {
  tried.length = 0;
  return { dataDirectory: '/data', env, log: () => undefined };
}

function aSource(name: MongoSource['name'], outcome: 'serves' | 'fails' | 'fails for good'): MongoSource {
  return {
    name,
    label: `the ${name} source`,
    async find() {
      tried.push(name);
      if (outcome !== 'serves') {
        throw new SourceUnavailableError(`no ${name} here\nsecond line`, {
          final: outcome === 'fails for good',
        });
      }
      return { kind: 'address', uri: `mongodb://${name}`, description: name };
    },
  };
}

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MongoUnavailableError);
  return (error as Error).message;
}

describe('findMongo', () => {
  it('takes the first source that serves and asks none after it', async () => {
    const sources = [aSource('uri', 'fails'), aSource('binary', 'serves'), aSource('wine', 'serves')];
    const { source, found, failures } = await findMongo(sources, context());
    expect(source.name).toBe('binary');
    expect(failures).toEqual([{ label: 'the uri source', reason: 'no uri here\nsecond line' }]);
    expect(found).toMatchObject({ uri: 'mongodb://binary' });
    expect(tried).toEqual(['uri', 'binary']);
  });

  it('names every source and its reason in one message when nothing works', async () => {
    const sources = [aSource('uri', 'fails'), aSource('binary', 'fails'), aSource('wine', 'fails')];
    expect(await messageOf(findMongo(sources, context()))).toBe(
      [
        'No MongoDB available.',
        '  1. the uri source: no uri here',
        '     second line',
        '  2. the binary source: no binary here',
        '     second line',
        '  3. the wine source: no wine here',
        '     second line',
        'Set MONGODB_URI to a MongoDB 7.0 or newer replica set, or install MongoDB and put mongod on PATH.',
      ].join('\n'),
    );
  });

  it('never replaces what was set explicitly by another server', async () => {
    const sources = [aSource('uri', 'fails for good'), aSource('binary', 'serves')];
    const message = await messageOf(findMongo(sources, context()));
    expect(message).toContain('It was set explicitly, so nothing else was tried.');
    expect(tried).toEqual(['uri']);
  });

  it('uses nothing but MONGODB_URI in production', async () => {
    const sources = [aSource('uri', 'fails'), aSource('binary', 'serves'), aSource('wine', 'serves')];
    const message = await messageOf(findMongo(sources, context({ NODE_ENV: 'production' })));
    expect(message).toContain('the binary source: not used when NODE_ENV=production');
    expect(message).toContain('NODE_ENV=production requires MONGODB_URI.');
    expect(tried).toEqual(['uri']);
  });

  it('counts an unforeseen error of a source as its reason and goes on', async () => {
    const broken: MongoSource = {
      name: 'download',
      label: 'broken',
      find: () => Promise.reject(new TypeError('unforeseen')),
    };
    const { source } = await findMongo([broken, aSource('wine', 'serves')], context());
    expect(source.name).toBe('wine');
  });
});

import { MongoUnavailableError, reasonOf, type SourceFailure, SourceUnavailableError } from './errors.ts';
import type { FoundMongo, MongoSource, SourceContext } from './types.ts';

const OWN_DATABASE_HINT =
  'Set MONGODB_URI to a MongoDB 7.0 or newer replica set, or install MongoDB and put mongod on PATH.';

/** A source that can serve, with what it found. */
export interface ChosenMongo {
  readonly source: MongoSource;
  readonly found: FoundMongo;
  /** The sources before it, which could not serve. */
  readonly failures: readonly SourceFailure[];
}

/**
 * Asks the sources in order and takes the first that can serve. In production only `MONGODB_URI` counts: a server
 * this module starts has no access control and no second member.
 *
 * @throws {MongoUnavailableError} naming every source tried.
 */
export async function findMongo(
  sources: readonly MongoSource[],
  context: SourceContext,
): Promise<ChosenMongo> {
  const production = context.env.NODE_ENV === 'production';
  const failures: SourceFailure[] = [];
  for (const source of sources) {
    if (production && source.name !== 'uri') {
      failures.push({ label: source.label, reason: 'not used when NODE_ENV=production' });
      continue;
    }
    try {
      return { source, found: await source.find(context), failures };
    } catch (error) {
      failures.push({ label: source.label, reason: reasonOf(error) });
      if (error instanceof SourceUnavailableError && error.final) {
        throw new MongoUnavailableError(
          failures,
          'It was set explicitly, so nothing else was tried. Correct it or unset it.',
        );
      }
    }
  }
  throw new MongoUnavailableError(
    failures,
    production ? 'NODE_ENV=production requires MONGODB_URI.' : OWN_DATABASE_HINT,
  );
}

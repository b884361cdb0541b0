const AWAY = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoServerClosedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
]);

/** What a server answers that is stopping, or is not (any more) the one to ask. */
const NOT_NOW = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** True when the database could not be reached or went away: asking again later may help. */
export function isDatabaseAway(error: unknown): boolean {
  return (
    error instanceof Error && (AWAY.has(error.name) || NOT_NOW.has((error as { code?: number }).code ?? 0))
  );
}

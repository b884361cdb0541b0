const AWAY = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
]);

/** True when the database could not be reached or went away: asking again later may help. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && AWAY.has(error.name);
}

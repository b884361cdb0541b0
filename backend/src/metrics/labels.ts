/**
 * Every label has a fixed set of values, so that no id, name or address can become one and a scrape stays small whatever
 * anybody sends. What is outside a set counts as `other`.
 */
export type Bounded = (value: string) => string;

export function bounded(values: readonly string[]): Bounded {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : 'other');
}

export const methodLabel = bounded(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Commands of the MongoDB driver. */
export const commandLabel = bounded([
  'find',
  'aggregate',
  'count',
  'distinct',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'commitTransaction',
  'abortTransaction',
  'ping',
]);

export const transportLabel = bounded(['websocket', 'polling']);

/** `2xx` for 200 and so on. */
export function statusClass(status: number): string {
  const hundreds = Math.floor(status / 100);
  return hundreds >= 1 && hundreds <= 5 ? `${hundreds}xx` : 'other';
}

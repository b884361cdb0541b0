import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import fc from 'fast-check';
import { z } from 'zod';

/** One request to a declared endpoint, valid or nearly so. `rawBody` goes out as it is, instead of `body`. */
export interface WildRequest {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly rawBody: string | null;
  readonly headers: Record<string, string>;
}

/** Texts that mean something somewhere; which of them fit a field is found by asking its schema. */
const WORDS: readonly string[] = [
  'f'.repeat(24),
  ...['1970-01-01', '1971-01-01', '2026-01-12', '2026-01-13', '2026-03-29', '2026-10-25', '2024-02-29'],
  ...['2198-12-31', '2199-12-31', '2026-02-30', '2026-01-31'],
  ...['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=9', 'FREQ=YEARLY;UNTIL=20300101'],
  ...['00:00', '02:30', '03:00', '09:00', '17:00', '23:55', '24:00', '25:00'],
  ...['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Apia', 'UTC', 'Mars/Olympus'],
  ...['1970-01-01T00:00:00Z', '2026-01-13T09:00:00Z', '2026-01-13T09:00:00.0000001Z', '2026-01-14T10:00:00Z'],
  ...['2199-12-31T23:59:59.999Z', '2026-02-30T09:00:00Z'],
  ...['someone@example.org', 'SOMEONE@EXAMPLE.ORG', 'correct horse battery', 'Cardiology', 'Ada'],
  ...['requested', 'confirmed,no_show', '17.04.1988', '+49 30 23125 011'],
  ...['true', 'false', '0', '1', '2', '7', '50', '999999999999999'],
  ...[
    '',
    ' ',
    'x',
    'Ünïcödé 🙂',
    '((((',
    '$where',
    '{"$ne":1}',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '../..',
    'x'.repeat(300),
  ],
];
const NUMBERS = [0, 1, 2, 5, 6, 15, 30, 60, 240, 730, 1440, 86_400];
/** What no field of any contract means. */
const NONSENSE: readonly unknown[] = [
  null,
  '',
  'x',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x'.repeat(20_000),
  -1,
  0,
  0.5,
  2 ** 53,
  1e308,
  true,
  [],
  [null],
  {},
  { $gt: '' },
  { $ne: null },
  ['a', { $in: [] }],
  { length: 1e9 },
];
const EXTRA_KEYS = [
  'role',
  'doctorId',
  '$where',
  '__proto__',
  'constructor',
  'toString',
  'version',
  'a.b',
  '',
];

/** Ids of records there are, by the name of the field that takes them. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

/** Requests to one endpoint, most of them with at most one thing wrong. */
export function wildRequest(endpoint: Endpoint, known: KnownIds): fc.Arbitrary<WildRequest> {
  const part = (schema: z.ZodType, brokenInTen: number) => {
    const fitting = fittingValue(schema, known).filter((value) => schema.safeParse(value).success);
    return fc.oneof(
      { arbitrary: fitting, weight: 10 - brokenInTen },
      { arbitrary: broken(fitting), weight: brokenInTen },
    );
  };
  return fc.record({
    params: part(endpoint.params, 1).map(asRecord),
    query: part(endpoint.query, endpoint.method === 'GET' ? 4 : 1).map(asRecord),
    body: part(endpoint.body, 4),
    rawBody: fc.oneof(
      { arbitrary: fc.constant(null), weight: 20 },
      { arbitrary: fc.constantFrom('{', '[]', '"x"', 'null', '\u0000', `${'['.repeat(40_000)}`), weight: 1 },
      { arbitrary: fc.json(), weight: 1 },
    ),
    headers: headers(),
  });
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const key = fc.oneof(
    { arbitrary: fc.uuid(), weight: 6 },
    { arbitrary: fc.constantFrom('', 'short', 'x'.repeat(201), 'a b c d e f', 'the-same-key'), weight: 1 },
  );
  const odd = fc.oneof(
    { arbitrary: fc.constant({}), weight: 20 },
    {
      arbitrary: fc.constantFrom<Record<string, string>>(
        { 'content-encoding': 'gzip' },
        { 'content-encoding': 'br' },
        { 'content-encoding': 'nonsense' },
        { 'content-type': 'application/json; charset=nonsense' },
        { 'content-type': 'application/json; charset=utf-16' },
        { 'content-type': 'text/plain' },
        { range: 'bytes=999999-' },
        { 'if-match': '"x"' },
        { 'if-none-match': '*' },
        { 'x-forwarded-for': 'nonsense, \u00ff' },
        { accept: 'text/html' },
      ),
      weight: 1,
    },
  );
  return fc.tuple(key, odd).map(([idempotencyKey, more]) => ({ 'idempotency-key': idempotencyKey, ...more }));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

type Def = z.ZodType['def'] & {
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, string>;
  values?: unknown[];
};

/** Values that this schema takes, except where only whole objects are refused (an end before its start). */
function fittingValue(schema: z.ZodType, known: KnownIds, name = ''): fc.Arbitrary<unknown> {
  const def: Def = schema.def;
  const inner = () => fittingValue(def.innerType ?? z.unknown(), known, name);
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(def.shape ?? {}).map(([key, field]) => [key, fittingValue(field, known, key)]),
        ),
      );
    case 'array':
      return fc.array(fittingValue(def.element ?? z.unknown(), known, name), { maxLength: 4 });
    case 'nullable':
      return fc.option(inner());
    case 'optional':
    case 'default':
      return fc.option(inner(), { nil: undefined });
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'number':
      return takenBy(schema, name === 'version' ? [1, 1, 1, 2, 3] : NUMBERS);
    case 'string':
    case 'pipe':
      return takenBy(schema, [...(known[name] ?? []), ...WORDS]);
    default:
      throw new Error(`no values are known for a schema of type ${def.type}`);
  }
}

function takenBy(schema: z.ZodType, candidates: readonly unknown[]): fc.Arbitrary<unknown> {
  const taken = candidates.filter((candidate) => schema.safeParse(candidate).success);
  if (taken.length === 0) {
    throw new Error(
      `no candidate fits: ${JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }))}`,
    );
  }
  return fc.constantFrom(...taken);
}

/** The value with one member, at any depth, replaced, left out or added. */
function broken(fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      fitting,
      fc.nat(),
      fc.constantFrom('replace', 'remove', 'add'),
      fc.constantFrom(...NONSENSE),
      fc.constantFrom(...EXTRA_KEYS),
    )
    .map(([value, where, how, nonsense, extra]) => {
      const copy: unknown = structuredClone(value);
      const containers = objectsIn(copy);
      const container = containers[where % Math.max(1, containers.length)];
      if (container === undefined) {
        return nonsense;
      }
      const keys = Object.keys(container);
      const key = how === 'add' ? extra : (keys[where % Math.max(1, keys.length)] ?? extra);
      if (how === 'remove') {
        Reflect.deleteProperty(container, key);
      } else {
        // Own even when it is called `__proto__`, as JSON.parse makes it.
        Object.defineProperty(container, key, { value: nonsense, enumerable: true, configurable: true });
      }
      return copy;
    });
}

function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(objectsIn)]
    : [];
}

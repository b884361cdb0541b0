import type { Access, Endpoint } from '@openslot/shared/contracts/endpoint';
import { ERROR_CODES, type ErrorCode } from '@openslot/shared/errors/codes';
import { Problem } from '@openslot/shared/errors/problem';
import { type DocumentedEndpoint, documentedEndpoints, namedSchemas } from './contracts.ts';
import { type JsonSchema, SchemaBook } from './schema-book.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content & { readonly required: boolean };
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const ACCESS: Readonly<Record<Access, string>> = {
  anyone: 'Everybody, without signing in.',
  'signed-in': 'Whoever is signed in; patients for what is theirs.',
  'as-patient': 'Patients, for what is theirs.',
  'book-appointments':
    'Patients for themselves and those they are guardians of; front desk and administrators for any patient.',
  'manage-schedule':
    'A doctor for the schedule of their own; front desk and administrators for every doctor.',
  staff: 'Front desk and administrators.',
  administer: 'Administrators.',
};

const DESCRIPTION = `Times are UTC instants (RFC 3339) unless they are called local; intervals are half-open.
Whoever is signed in is known by the cookie that signing in sets (over https its name begins with \`__Host-\`). Requests that change something are taken from our own
origins alone and need the header \`Origin\`. Unknown fields are refused. Every refusal is an
\`application/problem+json\` document (RFC 9457) with a \`code\`, and with a pointer for each field that is wrong.`;

/** The OpenAPI 3.1 description of everything that is declared in the contracts. */
export function openApiDocument(): OpenApiDocument {
  const book = new SchemaBook(namedSchemas());
  const problem = book.answered(Problem);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const documented of documentedEndpoints) {
    const { method, path } = documented.endpoint;
    const place = path.replace(/:(\w+)/g, '{$1}');
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation(documented, book, problem) };
  }
  const { document, schemas } = book.settle(paths);
  return {
    openapi: '3.1.1',
    info: { title: 'Openslot', version: '1', description: DESCRIPTION },
    tags: [...new Set(documentedEndpoints.map(({ section }) => section))].map((name) => ({ name })),
    paths: document,
    components: {
      schemas,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'openslot_session' } },
    },
  };
}

function operation({ name, section, endpoint }: DocumentedEndpoint, book: SchemaBook, problem: JsonSchema) {
  const body = book.sent(endpoint.body);
  const hasBody = Object.keys(body.properties ?? {}).length > 0 || body.$ref !== undefined;
  return {
    operationId: name,
    summary: endpoint.summary,
    description: `For: ${ACCESS[endpoint.access]}`,
    tags: [section],
    security: endpoint.access === 'anyone' ? [] : [{ session: [] }],
    parameters: parameters(endpoint, book),
    ...(hasBody && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [endpoint.status]: {
        description: endpoint.status === 201 ? 'Done; this was made.' : 'Done.',
        content: { 'application/json': { schema: book.answered(endpoint.response) } },
      },
      ...problems(endpoint, body, problem),
    },
  } satisfies Operation;
}

function parameters(endpoint: Endpoint, book: SchemaBook): Parameter[] {
  const members = (object: JsonSchema, place: 'path' | 'query') =>
    Object.entries(object.properties ?? {}).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || (object.required ?? []).includes(name),
      schema,
    }));
  const key: Parameter = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'The same key with the same body gives the first answer again, for 24 hours.',
    schema: { type: 'string', minLength: 8, maxLength: 200 },
  };
  return [
    ...members(book.sentMembers(endpoint.params), 'path'),
    ...members(book.sentMembers(endpoint.query), 'query'),
    ...(endpoint.idempotent ? [key] : []),
  ];
}

/** The codes that an endpoint of this kind may answer with, each under its status. */
function problems(endpoint: Endpoint, body: JsonSchema, schema: JsonSchema): Operation['responses'] {
  const codes = problemCodes(endpoint, Object.keys(body.properties ?? {}));
  const answers = codes.map((code) => ({ ...ERROR_CODES[code], code }));
  return Object.fromEntries(
    answers.map(({ status }) => [
      status,
      {
        description: answers
          .filter((answer) => answer.status === status)
          .map(({ code, title }) => `\`${code}\`: ${title}.`)
          .join(' '),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

function problemCodes({ method, path, access, idempotent }: Endpoint, members: readonly string[]) {
  const when = (condition: boolean, ...codes: ErrorCode[]) => (condition ? codes : []);
  return [
    ...when(method !== 'GET', 'invalid_json', 'foreign_origin', 'payload_too_large', 'rate_limited'),
    ...when(access !== 'anyone', 'unauthenticated', 'forbidden'),
    ...when(path.includes('/sign-in/'), 'wrong_credentials', 'sign_in_disabled'),
    ...when(path.includes('/sign-up/') || path.endsWith('/staff'), 'already_exists'),
    ...when(members.includes('token'), 'link_expired'),
    ...when(path.includes(':') || idempotent, 'not_found'),
    ...when(idempotent, 'idempotency_key_missing', 'idempotency_key_reused'),
    ...when(idempotent, 'slot_taken', 'slot_not_offered', 'patient_busy'),
    ...when(members.includes('version') || members.includes('overrides'), 'stale_version'),
    ...when(members.includes('decisions'), 'affected_appointments'),
    ...when(path.endsWith('/cancel'), 'illegal_transition'),
    ...when(true, 'invalid_request', 'busy', 'internal'),
  ];
}

import { z } from 'zod';

/** A JSON Schema 2020-12, as far as this document looks into it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly [keyword: string]: unknown;
}

const COMPONENTS = '#/components/schemas/';
/** Marks a reference to what is sent until it is known whether that differs from what is answered. */
const SENT = 'sent:';

type Definitions = Record<string, JsonSchema>;

/**
 * Turns zod schemas into JSON Schema and collects those with a name. One that is sent in another shape than it is
 * answered in (a member with a default) is two in the end: the sent one is then called `…Input`.
 */
export class SchemaBook {
  readonly #names: z.core.$ZodRegistry<{ id: string }>;
  readonly #sent: Definitions = {};
  readonly #answered: Definitions = {};

  constructor(names: z.core.$ZodRegistry<{ id: string }>) {
    this.#names = names;
  }

  /** What a client sends. Its references hold after {@link settle}. */
  sent(schema: z.ZodType): JsonSchema {
    const { $defs, ...root } = this.#convert(schema, 'input');
    Object.assign(this.#sent, $defs);
    return root;
  }

  /** What a client gets. */
  answered(schema: z.ZodType): JsonSchema {
    const { $defs, ...root } = this.#convert(schema, 'output');
    Object.assign(this.#answered, $defs);
    return root;
  }

  /** The members of an object that a client sends in pieces: path and query parameters. */
  sentMembers(schema: z.ZodType): JsonSchema {
    const { $defs = {}, ...root } = this.#convert(schema, 'input');
    const own = root.$ref?.slice(`${COMPONENTS}${SENT}`.length);
    const { [own ?? '']: object = root, ...others } = $defs;
    Object.assign(this.#sent, others);
    return object;
  }

  /** The named schemas that were used, by name, and `document` with every reference to them settled. */
  settle<T>(document: T): { document: T; schemas: Definitions } {
    const apart = this.#differing();
    const nameOf = (name: string) => (apart.has(name) ? `${name}Input` : name);
    const settled = <V>(value: V): V =>
      JSON.parse(
        JSON.stringify(value, (key, part: unknown) =>
          key === '$ref' && typeof part === 'string'
            ? part.replace(/sent:(\w+)$/, (_match, name: string) => nameOf(name))
            : part,
        ),
      );
    const sent = Object.entries(this.#sent).map(([name, schema]) => [nameOf(name), schema] as const);
    const all = [...sent, ...Object.entries(this.#answered)].sort(([a], [b]) => (a < b ? -1 : 1));
    return { document: settled(document), schemas: settled(Object.fromEntries(all)) };
  }

  /** Names that are both sent and answered, in different shapes or made of parts in different shapes. */
  #differing(): ReadonlySet<string> {
    const apart = new Set<string>();
    const both = Object.keys(this.#sent).filter((name) => name in this.#answered);
    const differs = (name: string) => {
      const text = JSON.stringify(this.#sent[name]);
      const parts = [...text.matchAll(/sent:(\w+)/g)].map((match) => match[1] ?? '');
      return (
        text.replaceAll(SENT, '') !== JSON.stringify(this.#answered[name]) ||
        parts.some((part) => apart.has(part))
      );
    };
    for (let before = -1; before < apart.size; ) {
      before = apart.size;
      for (const name of both.filter(differs)) {
        apart.add(name);
      }
    }
    return apart;
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema & { $defs?: Definitions } {
    const { $schema, ...json } = z.toJSONSchema(schema, { io, metadata: this.#names });
    const prefix = `${COMPONENTS}${io === 'input' ? SENT : ''}`;
    const written = JSON.stringify(json, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', prefix) : value,
    );
    const { $defs = {}, ...root }: JsonSchema & { $defs?: Definitions } = JSON.parse(written);
    const named = Object.entries($defs).map(([name, { id, ...definition }]) => [name, definition]);
    return { ...root, $defs: Object.fromEntries(named) };
  }
}

import type { JsonSchema } from './schema-book.ts';

const PREFIX = '#/components/schemas/';

/** A JSON Schema in the notation of a TypeScript type, for people. `indent` counts spaces before the closing line. */
export function schemaText(schema: JsonSchema, indent = 0): string {
  if (schema.$ref !== undefined) {
    return schema.$ref.slice(PREFIX.length);
  }
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants !== undefined) {
    const glue = schema.allOf === undefined ? ' | ' : ' & ';
    return variants.map((variant) => schemaText(variant, indent)).join(glue);
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  }
  if ('const' in schema) {
    return JSON.stringify(schema.const);
  }
  if (schema.type === 'array') {
    const item = schemaText(schema.items ?? {}, indent);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  return schema.type === 'object' ? objectText(schema, indent) : plainText(schema);
}

function objectText(schema: JsonSchema, indent: number): string {
  const required = new Set(schema.required ?? []);
  const space = ' '.repeat(indent + 2);
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => `${space}${name}${required.has(name) ? '' : '?'}: ${schemaText(member, indent + 2)}`,
  );
  if (typeof schema.additionalProperties === 'object') {
    members.push(`${space}[name]: ${schemaText(schema.additionalProperties, indent + 2)}`);
  }
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${' '.repeat(indent)}}`;
}

function plainText({ type, format, minimum, maximum, minLength, maxLength, default: fallback }: JsonSchema) {
  const range = (least: unknown, most: unknown) =>
    [least, most].some((end) => typeof end === 'number' && Math.abs(end) < Number.MAX_SAFE_INTEGER)
      ? ` (${typeof least === 'number' ? least : ''}…${typeof most === 'number' && most < Number.MAX_SAFE_INTEGER ? most : ''})`
      : '';
  const name = type === undefined ? 'anything' : [type].flat().join(' | ');
  return [
    name,
    format === undefined ? '' : ` ${format}`,
    range(minimum ?? minLength, maximum ?? maxLength),
    fallback === undefined ? '' : ` = ${JSON.stringify(fallback)}`,
  ].join('');
}

/**
 * The records of a CSV text (RFC 4180): fields may be quoted, quotes in them are doubled. The first line names the
 * fields; lines without any text are left out.
 * @throws Error for a quote that is never closed, or a line with more or fewer fields than the first.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...lines] = linesOf(text.replace(/^\ufeff/, '')).filter((line) =>
    line.some((field) => field.trim() !== ''),
  );
  return lines.map((fields, index) => {
    if (fields.length !== names.length) {
      throw new Error(`Record ${index + 1} has ${fields.length} fields, the first line has ${names.length}.`);
    }
    return Object.fromEntries(names.map((name, place) => [name.trim(), (fields[place] ?? '').trim()]));
  });
}

function linesOf(text: string): string[][] {
  const lines: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted && character === '"' && text.charAt(at + 1) === '"') {
      field += '"';
      at++;
    } else if (character === '"' && (quoted || field === '')) {
      quoted = !quoted;
    } else if (!quoted && (character === ',' || character === '\n')) {
      lines.at(-1)?.push(field.replace(/\r$/, ''));
      field = '';
      if (character === '\n') {
        lines.push([]);
      }
    } else {
      field += character;
    }
  }
  if (quoted) {
    throw new Error('A quoted field is never closed.');
  }
  lines.at(-1)?.push(field);
  return lines;
}

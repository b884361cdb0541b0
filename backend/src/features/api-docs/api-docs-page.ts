import type { OpenApiDocument, Operation } from './openapi.ts';
import type { JsonSchema } from './schema-book.ts';
import { schemaText } from './schema-text.ts';

const STYLE = `
:root{color-scheme:light dark;--text:light-dark(#1b2430,#e6eaf0);--quiet:light-dark(#566174,#a3adbd);
--back:light-dark(#fff,#14181f);--panel:light-dark(#f3f5f8,#1d232d);--line:light-dark(#d5dbe4,#333c4a);--link:light-dark(#0b5cad,#7db8f5)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--back)}
a{color:var(--link)}
nav>ul{columns:18rem;padding-left:1.2rem}
nav ul ul{padding-left:1.2rem}
body{overflow-wrap:anywhere}
h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
h3{margin:0 0 .3rem;font-size:1.05rem}
article{border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;margin:1rem 0}
h4{margin:.9rem 0 .2rem;font-size:.9rem;color:var(--quiet)}
p{margin:.3rem 0}
code,pre{font:.88rem/1.45 ui-monospace,monospace;}
pre{margin:.2rem 0;padding:.6rem;background:var(--panel);border-radius:.3rem;white-space:pre-wrap}
dl{margin:.2rem 0;display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem}
dd{margin:0}
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{padding-left:1rem}}`;

/** The document as one page of HTML without scripts: what is on it is found with the browser's own search. */
export function apiDocsPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  const sections = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const contents = sections.map(({ name, operations: own }) => {
    const links = own.map(
      ({ operation }) =>
        `<li><a href="#${escaped(operation.operationId)}">${escaped(operation.summary)}</a></li>`,
    );
    return `<li>${escaped(name)}<ul>${links.join('')}</ul></li>`;
  });
  const body = sections.map(
    ({ name, operations: own }) =>
      `<h2>${escaped(name)}</h2>${own.map(({ title, operation }) => article(title, operation)).join('')}`,
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<article id="schema-${escaped(name)}"><h3>${escaped(name)}</h3>${block(schema)}</article>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(document.info.title)} API</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(document.info.title)} API</h1><p>${prose(document.info.description)}</p>
<p>The same as an OpenAPI ${escaped(document.openapi)} document: <a href="openapi.json">openapi.json</a></p></header>
<nav aria-label="Endpoints"><ul>${contents.join('')}</ul></nav>
<main>${body.join('')}<h2>Schemas</h2>${schemas.join('')}</main></body></html>`;
}

function article(title: string, operation: Operation): string {
  const { parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema, description = '' }) =>
      `<dt><code>${escaped(name)}</code></dt><dd>${place}${required ? '' : ', optional'} · <code>${linked(schema)}</code> ${escaped(description)}</dd>`,
  );
  const answers = Object.entries(responses).map(([status, { description, content }]) => {
    const schema = content['application/json']?.schema;
    const text = `<dt>${escaped(status)}</dt><dd>${prose(description)}</dd>`;
    return schema === undefined ? text : `${text}<dt></dt><dd>${block(schema)}</dd>`;
  });
  const sent = requestBody?.content['application/json']?.schema;
  return `<article id="${escaped(operation.operationId)}"><h3><code>${escaped(title)}</code></h3>
<p>${escaped(operation.summary)}</p><p>${escaped(operation.description)}</p>
${rows.length === 0 ? '' : `<h4>Parameters</h4><dl>${rows.join('')}</dl>`}
${sent === undefined ? '' : `<h4>Body</h4>${block(sent)}`}
<h4>Answers</h4><dl>${answers.join('')}</dl></article>`;
}

function block(schema: JsonSchema): string {
  return `<pre>${linked(schema)}</pre>`;
}

/** Names of schemas begin with a capital letter; members never stand behind `: ` or at the start. */
function linked(schema: JsonSchema): string {
  return escaped(schemaText(schema)).replace(
    /(^|: |\| |&amp; |\()([A-Z]\w*)/g,
    (_match, before: string, name: string) => `${before}<a href="#schema-${name}">${name}</a>`,
  );
}

function prose(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

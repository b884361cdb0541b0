import type { Message } from './mailer.ts';

/** What a mail says, without its form. Never anything about health: neither a visit nor its type nor a reason. */
export interface Letter {
  readonly subject: string;
  /** Before the link, each a paragraph. */
  readonly before: readonly string[];
  readonly link: { readonly label: string; readonly url: string };
  /** After it. */
  readonly after: readonly string[];
}

interface Sender {
  readonly name: string;
  readonly url: string;
}

/** The one form of all mails: plain text, and the same as simple HTML. */
export function renderLetter(
  { subject, before, link, after }: Letter,
  clinic: Sender,
): Pick<Message, 'subject' | 'text' | 'html'> {
  const paragraphs = ['Hello,', ...before.map(oneLine)];
  const text = [...paragraphs, link.url, ...after.map(oneLine), `${oneLine(clinic.name)}\n${clinic.url}`];
  const p = (content: string) => `<p style="margin:0 0 16px">${content}</p>`;
  const html = [
    ...paragraphs.map((line) => p(escapeHtml(line))),
    p(
      `<a href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;` +
        `background:#0b6b74;color:#ffffff;text-decoration:none">${escapeHtml(link.label)}</a>`,
    ),
    p(`Or open this address:<br>${escapeHtml(link.url)}`),
    ...after.map((line) => p(escapeHtml(oneLine(line)))),
    p(`${escapeHtml(oneLine(clinic.name))}<br>${escapeHtml(clinic.url)}`),
  ];
  return {
    subject: oneLine(subject),
    text: `${text.join('\n\n')}\n`,
    html:
      '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body style="margin:0;padding:24px;' +
      `font:16px/1.5 system-ui,sans-serif;color:#1c2b33;max-width:36rem">${html.join('')}</body></html>\n`,
  };
}

/** A line break in a name or a subject could begin a header of its own. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

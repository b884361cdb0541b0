/** Words before a name that are written without a full stop, too. */
const TITLES = new Set(
  'dr drs prof professor med pd privdoz univprof mr mrs ms mx miss sir dame herr frau'.split(' '),
);
/** `Dr.`, `med.`, `Dr.med.`, `h.c.`, `Priv.-Doz.`; not `J.`, which is part of a name. */
const ABBREVIATED = /^(\p{L}{2,}\.(-?\p{L}+\.)*|\p{L}+\.-?\p{L}+\.(-?\p{L}+\.)*)-?\p{L}*$/u;
const INITIALS = /^(\p{Lu}\.-?)+$/u;
/** Degrees after a name, where no comma sets them off. */
const DEGREES = /^(M\.?D|Ph\.?D|D\.?O|MBBS|FRCS|FRCP|MRCP|MSc|BSc)\.?$/;

/** The first and the last word of a person's name without titles and degrees: what initials are made of. */
export function avatarName(name: string): string {
  const words = (name.split(',')[0] ?? '').split(/\s+/).filter(Boolean);
  const start = words.findIndex((word) => !isTitle(word));
  const named = words.slice(Math.max(0, start)).filter((word) => !DEGREES.test(word));
  const [first, last] = [named[0], named.at(-1)];
  return start < 0 || first === undefined || last === undefined
    ? name
    : [...new Set([first, last])].join(' ');
}

function isTitle(word: string): boolean {
  const plain = word.replace(/[.-]/g, '').toLowerCase();
  return TITLES.has(plain) || (ABBREVIATED.test(word) && !INITIALS.test(word));
}

import { randomInt } from 'node:crypto';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeiou';

/** Random but easy to read and type, for example `bado-kimu-refa-tolu`: 80⁸ possibilities, about 50 bits. */
export function readablePassword(): string {
  const syllable = () => `${pick(CONSONANTS)}${pick(VOWELS)}`;
  return Array.from({ length: 4 }, () => syllable() + syllable()).join('-');
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}

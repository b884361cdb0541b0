import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';

describe('parseCsv', () => {
  it('reads quoted fields with commas, quotes and line breaks, and either line end', () => {
    const text = '\ufeffdoctor,start\r\n"Falk, ""Ada""",09:00\r\n\r\n"two\nlines", 10:00\n';
    expect(parseCsv(text)).toEqual([
      { doctor: 'Falk, "Ada"', start: '09:00' },
      { doctor: 'two\nlines', start: '10:00' },
    ]);
  });

  it('refuses what it would have to guess', () => {
    expect(() => parseCsv('a,b\n1\n')).toThrow('Record 1 has 1 fields');
    expect(() => parseCsv('a\n"b')).toThrow('never closed');
    expect(parseCsv('')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { renderLetter } from './letter.ts';

const clinic = { name: 'North & South', url: 'https://clinic.example' };
const letter = {
  subject: 'Please confirm',
  before: ['An account was made.'],
  link: { label: 'Confirm', url: 'https://clinic.example/verify-email?token=a&b' },
  after: ['Was it not you?'],
};

describe('a letter', () => {
  it('says the same in plain text and in HTML, with the link and whom it is from', () => {
    const { subject, text, html } = renderLetter(letter, clinic);
    expect(subject).toBe('Please confirm');
    expect(text).toBe(
      'Hello,\n\nAn account was made.\n\nhttps://clinic.example/verify-email?token=a&b\n\nWas it not you?\n\n' +
        'North & South\nhttps://clinic.example\n',
    );
    expect(html).toContain('href="https://clinic.example/verify-email?token=a&amp;b"');
    expect(html).toContain('North &amp; South');
  });

  it('[ML5] takes names for text, and lets none of them become a header or a line of its own', () => {
    const name = `<img src=x onerror="alert('1')">\r\nBcc: all@example.org\u2028X`;
    const { subject, text, html } = renderLetter(
      { ...letter, subject: name, before: [name] },
      { ...clinic, name },
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; Bcc: all@example.org X');
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc/m);
  });
});

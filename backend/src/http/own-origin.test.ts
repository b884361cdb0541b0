import { describe, expect, it } from 'vitest';
import { type Listening, ownOrigins, ownUrl } from './own-origin.ts';

const MACHINE = ['192.168.1.5', '[fd00::5]', 'reception-pc'];

function check(change: Partial<Listening> & { publicUrl?: string; further?: string[] }) {
  const { publicUrl = null, further = [], ...listening } = change;
  return ownOrigins(publicUrl, further, () => ({
    host: '127.0.0.1',
    port: 3000,
    machineNames: () => MACHINE,
    ...listening,
  }));
}

describe('our own pages', () => {
  it('on this machine alone: its own names for itself', () => {
    const isOwn = check({});
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect(isOwn(`http://${host}:3000`), host).toBe(true);
    }
    for (const origin of [
      'http://localhost:3001',
      'https://localhost:3000',
      'http://localhost',
      'http://localhost:3000.evil.example',
      'http://evil.example:3000',
      'http://192.168.1.5:3000',
      'null',
      '',
    ]) {
      expect(isOwn(origin), origin).toBe(false);
    }
  });

  it.each(['0.0.0.0', '::'])('for other machines too (HOST=%s): every address of this machine', (host) => {
    const isOwn = check({ host });
    for (const name of ['localhost', '127.0.0.1', ...MACHINE]) {
      expect(isOwn(`http://${name}:3000`), name).toBe(true);
    }
    expect(isOwn('http://192.168.1.6:3000')).toBe(false);
    expect(isOwn('http://evil.example:3000')).toBe(false);
  });

  it('on one address of the machine: that one alone', () => {
    expect(check({ host: '192.168.1.5' })('http://192.168.1.5:3000')).toBe(true);
    expect(check({ host: '192.168.1.5' })('http://localhost:3000')).toBe(false);
    expect(check({ host: 'fd00::5' })('http://[fd00::5]:3000')).toBe(true);
    expect(check({ host: 'Reception-PC' })('http://reception-pc:3000')).toBe(true);
  });

  it('on the port of the web, which browsers leave out', () => {
    expect(check({ port: 80 })('http://localhost')).toBe(true);
    expect(check({ publicUrl: 'https://clinic.example' })('https://clinic.example')).toBe(true);
  });

  it('under a public address: there alone, and where else it was said', () => {
    const isOwn = check({
      host: '0.0.0.0',
      publicUrl: 'https://clinic.example',
      further: ['HTTPS://Intranet.Example:443/', 'http://localhost:5173'],
    });
    for (const origin of ['https://clinic.example', 'https://intranet.example', 'http://localhost:5173']) {
      expect(isOwn(origin), origin).toBe(true);
    }
    for (const origin of ['http://clinic.example', 'http://localhost:3000', 'http://192.168.1.5:3000']) {
      expect(isOwn(origin), origin).toBe(false);
    }
  });
});

describe('the address shown to people', () => {
  it.each([
    ['127.0.0.1', 3000, 'http://localhost:3000'],
    ['0.0.0.0', 3000, 'http://localhost:3000'],
    ['::', 80, 'http://localhost'],
    ['192.168.1.5', 3000, 'http://192.168.1.5:3000'],
    ['fd00::5', 3000, 'http://[fd00::5]:3000'],
  ])('HOST=%s PORT=%i: %s', (host, port, url) => {
    expect(ownUrl({ host, port })).toBe(url);
  });
});

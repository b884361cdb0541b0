import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemHandler, unknownRoute } from './problem-handler.ts';
import { staticPages } from './static-pages.ts';

let directory: string;
let server: Server;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openslot-pages-'));
  const pages = join(directory, 'dist');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(directory, 'secret.txt'), 'SECRET');
  await writeFile(join(pages, '.env'), 'SECRET');
  await writeFile(join(pages, 'index.html'), '<html>INDEX');
  await writeFile(join(pages, 'icon.svg'), 'ICON');
  await writeFile(join(pages, 'assets', 'main-1a2b.js'), 'SCRIPT');
  const web = express().disable('etag').use(staticPages(pages));
  web.use(unknownRoute).use(problemHandler(pino({ level: 'silent' })));
  server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

/** Sends the path as it is written: clients tidy up `..` by themselves. */
async function ask(method: string, path: string, header = '') {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const extra = header === '' ? '' : `${header}\r\n`;
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: clinic\r\nConnection: close\r\n${extra}\r\n`);
  const answer = await text(socket);
  const end = answer.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = answer.slice(0, end).split('\r\n');
  const headers = new Headers(lines.map((line) => line.split(': ', 2) as [string, string]));
  return {
    status: Number(statusLine.split(' ')[1]),
    body: answer.slice(end + 4),
    cache: headers.get('Cache-Control'),
    type: headers.get('Content-Type') ?? '',
  };
}

const ASSET = '/assets/main-1a2b.js';
const FOR_EVER = 'public, max-age=31536000, immutable';

describe('pages', () => {
  it.each(['/', '/doctors/1', '/index.html', '/icon.svg'])('%s is asked for each time', async (path) => {
    const got = await ask('GET', path);
    expect(got).toMatchObject({ status: 200, cache: 'no-cache' });
    expect(got.body).toMatch(path === '/icon.svg' ? 'ICON' : 'INDEX');
    expect(await ask('HEAD', path)).toMatchObject({ status: 200, body: '', cache: 'no-cache' });
  });

  it('a built file is kept for ever, one that is not there is never a page', async () => {
    expect(await ask('GET', ASSET)).toMatchObject({ status: 200, body: 'SCRIPT', cache: FOR_EVER });
    expect(await ask('HEAD', ASSET)).toMatchObject({ status: 200, body: '', cache: FOR_EVER });
    for (const path of ['/assets', '/assets/', '/assets/main-0000.js', '/assets/%ff', '/assets/%00']) {
      const missing = await ask('GET', path);
      expect(missing, path).toMatchObject({ status: 404, cache: 'no-store' });
      expect(missing.type).toContain('application/problem+json');
    }
  });

  it.each(['Range: bytes=99999-', 'If-Match: "x"', 'If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT'])(
    'nobody can make a cache keep an error for a file: %s',
    async (header) => {
      expect(await ask('GET', ASSET, header)).toMatchObject({ status: 200, body: 'SCRIPT' });
      expect(await ask('GET', '/', header)).toMatchObject({ status: 200, body: '<html>INDEX' });
    },
  );

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '//../secret.txt',
    '/.env',
    '/%2eenv',
    '/\\..\\secret.txt',
  ])('%s does not lead outside', async (path) => {
    const got = await ask('GET', path);
    expect(got.body).not.toContain('SECRET');
    expect([200, 404]).toContain(got.status);
  });

  it('leads nowhere else, and takes nothing', async () => {
    expect((await ask('GET', '//evil.example/..')).status).toBe(200);
    expect((await ask('POST', '/')).status).toBe(404);
    expect((await ask('GET', '/%ff')).status).toBe(404);
  });
});

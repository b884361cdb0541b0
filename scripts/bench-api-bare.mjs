import { readFileSync } from 'node:fs';
import compression from 'compression';
import express from 'express';

/**
 * What `npm run bench:api` measures against: Express with one route that sends the bytes of a file, under `/plain` as
 * they are and under `/compressed` through the middleware that compresses them for each answer. Says its port.
 */
const bytes = readFileSync(process.argv[2] ?? '');
const app = express();
app.disable('x-powered-by');
app.disable('etag');
/** @type {import('express').RequestHandler} */
const send = (_request, response) => {
  response.type('application/json').send(bytes);
};
app.get('/plain', send);
app.get('/compressed', compression({ threshold: 1_024 }), send);
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`ready: http://localhost:${typeof address === 'object' ? address?.port : ''}`);
});
process.on('SIGTERM', () => process.exit(0));

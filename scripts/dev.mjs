import path from 'node:path';
import { register } from 'tsx/esm/api';
import { passSignalsOn, start } from './lib/run.mjs';
import { loadDotEnv, ROOT, toolPath } from './lib/tools.mjs';

/**
 * `npm run dev`: the backend restarts and the pages reload when their sources change. The database is started
 * here, so that it outlives the restarts. Ctrl-C stops everything.
 */
loadDotEnv();
register();
const { startMongo } = await import('../backend/src/database/mongo-server/start-mongo.ts');

const stopping = passSignalsOn();
const mongo = await startMongo({
  dataDirectory: path.resolve(ROOT, process.env.OPENSLOT_DATA ?? '.data', 'mongo'),
  log: (line) => console.log(line),
  env: process.env,
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
mongo.onCrash(({ message }) => console.error(`MongoDB: ${message}`));
if (stopping.aborted) {
  await mongo.stop();
  process.exit(stopping.reason);
}

const PAGES = ['http://localhost:5173', 'http://127.0.0.1:5173'];
const backend = start(
  process.execPath,
  [toolPath('tsx'), 'watch', '--clear-screen=false', '--conditions=source', 'backend/src/main.ts'],
  {
    stdin: 'inherit',
    env: {
      MONGODB_URI: mongo.uri,
      ALLOWED_ORIGINS: [process.env.ALLOWED_ORIGINS, ...PAGES].filter(Boolean).join(','),
    },
  },
);
const frontend = start(process.execPath, [toolPath('vite'), '--port', '5173', '--strictPort'], {
  cwd: path.join(ROOT, 'frontend'),
  env: { OPENSLOT_API: `http://127.0.0.1:${process.env.PORT ?? 3000}` },
});
console.log(`Pages that reload: ${PAGES[0]}`);

const { code } = await Promise.race([backend.done, frontend.done]);
if (!stopping.aborted) {
  // One without the other is of no use.
  backend.signal('SIGTERM');
  frontend.signal('SIGTERM');
}
await Promise.all([backend.done, frontend.done]);
await mongo.stop();
process.exit(stopping.aborted ? stopping.reason : code);

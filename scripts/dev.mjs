import path from 'node:path';
import { passSignalsOn, start } from './lib/run.mjs';
import { loadDotEnv, ROOT, toolPath } from './lib/tools.mjs';

/** `npm run dev`: the backend restarts and the pages reload when their sources change. Ctrl-C stops both. */
loadDotEnv();
const stopping = passSignalsOn();
const backend = start(
  process.execPath,
  [toolPath('tsx'), 'watch', '--clear-screen=false', '--conditions=source', 'backend/src/main.ts'],
  { stdin: 'inherit' },
);
const frontend = start(process.execPath, [toolPath('vite')], { cwd: path.join(ROOT, 'frontend') });

const { code } = await Promise.race([backend.done, frontend.done]);
// One without the other is of no use.
backend.signal('SIGTERM');
frontend.signal('SIGTERM');
await Promise.all([backend.done, frontend.done]);
process.exit(stopping.aborted ? stopping.reason : code);

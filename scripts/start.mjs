import path from 'node:path';
import { build, isUpToDate } from './build.mjs';
import { installProblem } from './lib/installed.mjs';
import { passSignalsOn, start } from './lib/run.mjs';
import { loadDotEnv, ROOT } from './lib/tools.mjs';

loadDotEnv();
const stopping = passSignalsOn();
if (!isUpToDate()) {
  const problem = installProblem(ROOT);
  if (problem !== null) {
    console.error(problem);
    process.exit(1);
  }
  console.log('Building Openslot (only when something has changed) …');
  if (!(await build())) {
    console.error('The build failed; the messages above say where.');
    process.exit(stopping.aborted ? stopping.reason : 1);
  }
}

const backend = start(process.execPath, [path.join(ROOT, 'backend/dist/main.js')], { stdin: 'inherit' });
const { code } = await backend.done;
process.exit(code);

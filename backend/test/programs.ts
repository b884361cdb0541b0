import { fileURLToPath } from 'node:url';

/** A program of the backend that tests run as a process of its own. */
export type Program = 'main' | 'fsck' | 'sync-indexes';

/** What Node.js is to be given to run it as it was built. */
export function builtProgram(program: Program): string[] {
  return [fileURLToPath(new URL(`../dist/${program}.js`, import.meta.url))];
}

/**
 * What Node.js is to be given to run it as its sources are now. `npm test` says with `OPENSLOT_TEST_BUILT` that the build
 * is just that: it starts in less than half the time, and dozens are started.
 */
export function currentProgram(program: Program): string[] {
  if (process.env.OPENSLOT_TEST_BUILT === '1') {
    return builtProgram(program);
  }
  const source = fileURLToPath(new URL(`../src/${program}.ts`, import.meta.url));
  return ['--conditions=source', '--import', 'tsx', source];
}

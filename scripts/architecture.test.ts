import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, toolPath } from './lib/tools.mjs';

const CONFIG = path.join(ROOT, '.dependency-cruiser.cjs');
const SOURCES = ['shared/src', 'backend/src', 'frontend/src'];

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(directory: string): Cruise {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [toolPath('depcruise'), '--config', CONFIG, '--output-type', 'json', ...SOURCES],
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

/** One forbidden import for each rule: the rule, the file, what it contains. */
const PLANTED: readonly (readonly [rule: string, file: string, content: string])[] = [
  ['shared-is-pure', 'shared/src/time/reads-files.ts', "import 'node:fs';"],
  ['shared-time', 'shared/src/time/knows-errors.ts', "import '../errors/codes.ts';"],
  ['shared-errors', 'shared/src/errors/knows-time.ts', "import '../time/clock.ts';"],
  [
    'shared-contracts',
    'shared/src/contracts/knows-events.ts',
    "import type { E } from '../realtime/events.ts';",
  ],
  ['shared-realtime', 'shared/src/realtime/knows-slots.ts', "import '../slots/engine.ts';"],
  ['shared-policies', 'shared/src/policies/knows-slots.ts', "import '../slots/engine.ts';"],
  ['shared-slots', 'shared/src/slots/knows-contracts.ts', "import '../contracts/plain.ts';"],
  [
    'backend-stays-in-the-backend',
    'backend/src/lib/renders.ts',
    "import '../../../frontend/src/ui/button.tsx';",
  ],
  ['main-is-the-top', 'backend/src/lib/starts.ts', "import '../main.ts';"],
  ['app-is-wired-once', 'backend/src/http/wires.ts', "import '../app.ts';"],
  ['features-stay-apart', 'backend/src/features/people/borrows.ts', "import '../auth/sign-in.ts';"],
  ['nothing-pushes-but-the-tail', 'backend/src/features/auth/pushes.ts', "import '../../realtime/tail.ts';"],
  ['lower-layers-know-no-feature', 'backend/src/http/knows.ts', "import '../features/auth/sign-in.ts';"],
  ['backend-lib', 'backend/src/lib/stores.ts', "import '../database/connection.ts';"],
  ['backend-database', 'backend/src/database/decides.ts', "import '../commands/command.ts';"],
  ['backend-schedule', 'backend/src/schedule/writes.ts', "import '../commands/command.ts';"],
  ['backend-commands', 'backend/src/commands/answers.ts', "import '../http/serve.ts';"],
  ['backend-mail', 'backend/src/mail/answers.ts', "import '../http/serve.ts';"],
  ['backend-metrics', 'backend/src/metrics/stores.ts', "import '../database/connection.ts';"],
  ['nobody-knows-the-metrics', 'backend/src/http/counts.ts', "import '../metrics/plain.ts';"],
  ['backend-http', 'backend/src/http/reads.ts', "import '../database/connection.ts';"],
  [
    'frontend-stays-in-the-browser',
    'frontend/src/lib/asks.ts',
    "import '../../../backend/src/lib/plain.ts';",
  ],
  [
    'pages-stay-apart',
    'frontend/src/features/admin/borrows.tsx',
    'import \'../booking/page.ts\';\nexport const Borrowed = () => <b className="x">{1}</b>;',
  ],
  ['app-composes-the-frontend', 'frontend/src/ui/reaches-back.ts', "import '../app/services.ts';"],
  ['frontend-lib', 'frontend/src/lib/draws.ts', "import '../ui/button.tsx';"],
  ['frontend-sync', 'frontend/src/sync/draws.ts', "import '../ui/button.tsx';"],
  ['frontend-state', 'frontend/src/state/draws.ts', "import '../ui/button.tsx';"],
  ['frontend-ui', 'frontend/src/ui/fetches.ts', "import '../sync/socket.ts';"],
  ['mongodb-only-where-it-belongs', 'backend/src/features/people/people.controller.ts', "import 'mongoose';"],
  ['nodemailer-only-where-it-belongs', 'backend/src/commands/mails.ts', "import 'nodemailer';"],
  [
    'express-only-where-it-belongs',
    'backend/src/commands/routes.ts',
    "import type { Request } from 'express';",
  ],
  ['socket.io-only-where-it-belongs', 'backend/src/commands/emits.ts', "import 'socket.io';"],
  ['prom-client-only-where-it-belongs', 'backend/src/lib/counts.ts', "import 'prom-client';"],
  ['socket.io-client-only-where-it-belongs', 'frontend/src/ui/connects.ts', "import 'socket.io-client';"],
  ['production-needs-no-test-code', 'backend/src/lib/tests.ts', "import 'vitest';"],
  ['no-cycles', 'backend/src/lib/egg.ts', "import './hen.ts';"],
  ['no-dead-modules', 'backend/src/lib/nobody-asks.ts', 'export const answer = 42;'],
  ['imports-resolve', 'backend/src/lib/lost.ts', "import './nowhere.ts';"],
];

/** What the planted imports lead to. */
const TARGETS = [
  'shared/src/errors/codes.ts',
  'shared/src/time/clock.ts',
  'shared/src/realtime/events.ts',
  'shared/src/slots/engine.ts',
  'shared/src/contracts/plain.ts',
  'backend/src/main.ts',
  'backend/src/app.ts',
  'backend/src/lib/plain.ts',
  'backend/src/commands/command.ts',
  'backend/src/database/connection.ts',
  'backend/src/features/auth/sign-in.ts',
  'backend/src/http/serve.ts',
  'backend/src/metrics/plain.ts',
  'backend/src/realtime/tail.ts',
  'frontend/src/app/services.ts',
  'frontend/src/features/booking/page.ts',
  'frontend/src/sync/socket.ts',
  'frontend/src/ui/button.tsx',
];

describe('import rules', () => {
  const planted = mkdtempSync(path.join(tmpdir(), 'openslot-imports-'));
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(planted, file)), { recursive: true });
    writeFileSync(path.join(planted, file), `${content}\n`);
  };

  it('read the whole product', { timeout: 60_000 }, () => {
    expect(cruise(ROOT).summary.totalCruised).toBeGreaterThan(50);
  });

  it('each refuse what they are there for', { timeout: 60_000 }, () => {
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(planted, 'node_modules'));
    for (const file of TARGETS) {
      write(file, 'export interface E { readonly a: 1 }\nexport const here = 1;');
    }
    write('backend/src/lib/hen.ts', "import './egg.ts';");
    for (const [, file, content] of PLANTED) {
      write(file, content);
    }
    const { violations } = cruise(planted).summary;
    for (const [rule, file] of PLANTED) {
      const broken = violations.filter((violation) => violation.rule.name === rule);
      const places = broken.flatMap((violation) => [violation.from, (violation as { to?: string }).to]);
      expect(places, rule).toContain(file);
    }
  });

  it('have an example here, every one of them', () => {
    const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
    expect(PLANTED.map(([rule]) => rule).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });
});

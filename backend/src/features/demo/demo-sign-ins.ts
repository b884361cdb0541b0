import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Role } from '@openslot/shared/contracts/session';
import { z } from 'zod';
import { readablePassword } from './demo-passwords.ts';
import { DEMO_SIGN_INS } from './demo-people.ts';

const DemoSignIn = z.object({ role: Role, name: z.string(), email: z.string(), password: z.string() });
/** A sign-in of the demo clinic with its password, which is random in each installation. */
export type DemoSignIn = z.infer<typeof DemoSignIn>;

const File = z.object({ signIns: z.array(DemoSignIn) });
const FILE_NAME = 'demo-sign-ins.json';

/** Everybody who can sign in, with fresh passwords. */
export function newDemoSignIns(): DemoSignIn[] {
  return DEMO_SIGN_INS.map((person) => ({ ...person, password: readablePassword() }));
}

/**
 * The sign-ins of a demo that was filled before. When the file with the passwords is gone, everybody gets a new
 * one: nobody could get in any more.
 */
export async function ensureDemoSignIns(
  dataDirectory: string,
  setPassword: (email: string, password: string) => Promise<void>,
): Promise<readonly DemoSignIn[]> {
  const known = await readDemoSignIns(dataDirectory);
  if (known !== null) {
    return known;
  }
  const signIns = newDemoSignIns();
  for (const { email, password } of signIns) {
    await setPassword(email, password);
  }
  await writeDemoSignIns(dataDirectory, signIns);
  return signIns;
}

/** The demo sign-ins kept beside the data; null when there are none that can be read. */
export async function readDemoSignIns(dataDirectory: string): Promise<readonly DemoSignIn[] | null> {
  const text = await readFile(join(dataDirectory, FILE_NAME), 'utf8').catch(() => null);
  if (text === null) {
    return null;
  }
  try {
    return File.parse(JSON.parse(text)).signIns;
  } catch {
    return null;
  }
}

/** Readable by the owner alone; replaced as a whole, so that no half of it is ever seen. */
export async function writeDemoSignIns(dataDirectory: string, signIns: readonly DemoSignIn[]): Promise<void> {
  await mkdir(dataDirectory, { recursive: true });
  const file = join(dataDirectory, FILE_NAME);
  await writeFile(`${file}.new`, `${JSON.stringify({ signIns }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The sign-ins as a table for the terminal. */
export function describeDemoSignIns(signIns: readonly DemoSignIn[]): string {
  const width = (column: (signIn: DemoSignIn) => string) =>
    Math.max(...signIns.map((one) => column(one).length));
  const [role, email] = [width(roleName), width((one) => one.email)];
  return signIns
    .map((one) => `  ${roleName(one).padEnd(role)}  ${one.email.padEnd(email)}  ${one.password}`)
    .join('\n');
}

function roleName({ role }: DemoSignIn): string {
  return role === 'front_desk' ? 'front desk' : role;
}

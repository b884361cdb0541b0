import type { VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import type { Config } from '../../config.ts';
import { findClinic, foundClinic, hasAdmin, type SetupDeps } from './clinic.repository.ts';
import { DEFAULT_VISIT_TYPES } from './default-visit-types.ts';
import { collectAnswers, type Dialogue, SetupError } from './setup-answers.ts';

interface NewAdmin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: 'admin';
  readonly doctorId: null;
}

export interface FirstStart extends SetupDeps {
  readonly config: Pick<Config, 'production' | 'demo' | 'setup'>;
  readonly createSignIn: (input: NewAdmin) => Promise<string>;
  /** Null where nobody can be asked. */
  readonly dialogue: Dialogue | null;
  /** Invented people and visits; an admin of theirs is made last. Begins anew when it was interrupted. */
  readonly demo: {
    readonly name: string;
    readonly timeZone: string;
    /** Beside the usual ones. */
    readonly moreVisitTypes: readonly VisitTypeInput[];
    readonly fill: () => Promise<void>;
    readonly clear: () => Promise<void>;
  };
}

/**
 * Makes a new database usable: clinic, rules, first admin; or the demo clinic. Nothing happens when that was done.
 * Each step looks at what is there, so an interrupted first start goes on where it stopped.
 * @returns whether the clinic is a demo
 * @throws SetupError
 */
export async function runFirstStart(start: FirstStart): Promise<{ demo: boolean }> {
  const { models, config } = start;
  const clinic = await findClinic(models);
  if (clinic?.demo && config.production) {
    throw new SetupError(
      'This database holds a demo clinic with invented people. Production needs a database of its own.',
    );
  }
  const demo = clinic?.demo ?? config.demo;
  if (clinic === null || !(await hasAdmin(models))) {
    await (demo ? foundDemo(start) : foundOwn(start, clinic === null));
  }
  return { demo };
}

async function foundDemo(start: FirstStart): Promise<void> {
  const { name, timeZone, moreVisitTypes, fill, clear } = start.demo;
  await clear();
  await foundClinic(start, {
    name,
    timeZone,
    demo: true,
    visitTypes: [...DEFAULT_VISIT_TYPES, ...moreVisitTypes],
  });
  await fill();
}

async function foundOwn(start: FirstStart, withClinic: boolean): Promise<void> {
  const { config, dialogue, createSignIn } = start;
  dialogue?.say('Welcome to Openslot. A few questions before the clinic can open:');
  if (withClinic) {
    const keys = ['clinicName', 'timeZone', 'adminName', 'adminEmail', 'adminPassword'] as const;
    const answers = await collectAnswers(keys, config.setup, dialogue);
    const { clinicName: name, timeZone } = answers;
    await foundClinic(start, { name, timeZone, demo: false, visitTypes: DEFAULT_VISIT_TYPES });
    await createAdmin(createSignIn, answers);
  } else {
    const keys = ['adminName', 'adminEmail', 'adminPassword'] as const;
    await createAdmin(createSignIn, await collectAnswers(keys, config.setup, dialogue));
  }
  dialogue?.say('Done: sign in with the e-mail address and the password you chose.');
}

async function createAdmin(
  createSignIn: FirstStart['createSignIn'],
  answers: { adminName: string; adminEmail: string; adminPassword: string },
): Promise<void> {
  const { adminName: name, adminEmail: email, adminPassword: password } = answers;
  await createSignIn({ name, email, password, role: 'admin', doctorId: null });
}

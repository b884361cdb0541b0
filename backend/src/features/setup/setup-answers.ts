import { Email, NewPassword } from '@openslot/shared/contracts/auth';
import { shortText, TimeZone } from '@openslot/shared/contracts/common';
import type { z } from 'zod';
import type { SetupAnswers } from '../../config.ts';

/** The first start cannot be finished; the message says what to do. */
export class SetupError extends Error {}

/** Somebody at a terminal. */
export interface Dialogue {
  /** Resolves with what was typed; `secret` is not shown while typing. Rejects when the person leaves. */
  ask(question: string, options?: { readonly secret?: boolean }): Promise<string>;
  say(text: string): void;
}

type Answers = { readonly [K in keyof SetupAnswers]: string };

interface Question {
  readonly variable: string;
  readonly question: string;
  readonly schema: z.ZodType<string>;
  readonly suggestion?: () => string;
  readonly secret?: boolean;
}

const QUESTIONS: { readonly [K in keyof SetupAnswers]: Question } = {
  clinicName: {
    variable: 'OPENSLOT_CLINIC_NAME',
    question: 'Name of the clinic',
    schema: shortText(120),
  },
  timeZone: {
    variable: 'OPENSLOT_TIME_ZONE',
    question: 'Time zone of the clinic',
    schema: TimeZone,
    suggestion: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
  adminName: {
    variable: 'OPENSLOT_ADMIN_NAME',
    question: 'Your name (first administrator)',
    schema: shortText(120),
  },
  adminEmail: {
    variable: 'OPENSLOT_ADMIN_EMAIL',
    question: 'Your e-mail address',
    schema: Email,
  },
  adminPassword: {
    variable: 'OPENSLOT_ADMIN_PASSWORD',
    question: 'Your password, at least 10 characters',
    schema: NewPassword,
    secret: true,
  },
};

/**
 * The answers a first start needs: from the environment, and what is missing there from the person at the
 * terminal, who is asked again until it is right.
 * @throws SetupError naming every variable that is wrong, or missing where there is nobody to ask
 */
export async function collectAnswers<K extends keyof SetupAnswers>(
  needed: readonly K[],
  given: SetupAnswers,
  dialogue: Dialogue | null,
): Promise<Pick<Answers, K>> {
  const problems: string[] = [];
  const answers: Partial<Record<K, string>> = {};
  for (const key of needed) {
    const value = given[key];
    const { variable, schema } = QUESTIONS[key];
    if (value === null) {
      if (dialogue === null) {
        problems.push(`  ${variable}: is missing`);
      }
      continue;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      answers[key] = parsed.data;
    } else {
      problems.push(`  ${variable}: ${parsed.error.issues[0]?.message}`);
    }
  }
  if (problems.length > 0) {
    throw new SetupError(
      'The clinic is not set up yet. Answer its questions on a terminal, or by the environment at the first start:\n' +
        problems.join('\n'),
    );
  }
  if (dialogue !== null) {
    for (const key of needed) {
      answers[key] ??= await askUntilRight(dialogue, QUESTIONS[key]);
    }
  }
  return answers as Pick<Answers, K>;
}

async function askUntilRight(dialogue: Dialogue, question: Question): Promise<string> {
  const suggestion = question.suggestion?.() ?? '';
  const prompt = suggestion === '' ? `${question.question}: ` : `${question.question} [${suggestion}]: `;
  const secret = question.secret ?? false;
  for (;;) {
    const typed = await dialogue.ask(prompt, { secret });
    const parsed = question.schema.safeParse(typed.trim() === '' ? suggestion : typed);
    if (!parsed.success) {
      dialogue.say(`  This ${parsed.error.issues[0]?.message}.`);
    } else if (secret && (await dialogue.ask('The same once more: ', { secret })) !== typed) {
      dialogue.say('  These were not the same.');
    } else {
      return parsed.data;
    }
  }
}

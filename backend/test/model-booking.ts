import assert from 'node:assert/strict';
import { addDays } from '@openslot/shared/time/local-date';
import fc from 'fast-check';
import { checkDatabase } from '../src/fsck/check-database.ts';
import type { Client } from './client.ts';
import { startTestClinic, type TestClinic } from './clinic.ts';
import type { Hold } from './model-clinic.ts';
import { commands, DOCTORS, PATIENTS } from './model-commands.ts';
import { type Pair, step } from './model-run.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '09:00', end: '15:00' }));
const FIRST_DATE = '2026-01-20';
const A_QUARTER_MS = 16 * 60_000;

/**
 * Random commands against the clinic and against a model of it; after each both must have said the same, occupy the
 * same times and show the same slots. At the end of each run fsck looks at the database.
 * @returns how many sequences were tried, and the shortest that it could find after which they differed.
 */
export async function checkAgainstModel(
  uri: string,
  options: { readonly seed: number; readonly runs: number; readonly limitMs: number },
): Promise<{ readonly runs: number; readonly difference: string | null }> {
  const clinic = await startTestClinic({ uri });
  try {
    const bookingWindowDays = 730;
    const types = {
      half: await clinic.addVisitType({ stepMinutes: 30, bookingWindowDays }),
      whole: await clinic.addVisitType({ durationMinutes: 60, stepMinutes: 30, bookingWindowDays }),
      asked: await clinic.addVisitType({ stepMinutes: 30, bookingWindowDays, needsApproval: true }),
    };
    const patients: Client[] = [];
    for (let index = 0; index < PATIENTS; index += 1) {
      patients.push(await clinic.signIn('patient'));
    }
    const frontDesk = await clinic.signIn('front_desk');
    let runs = 0;
    const property = fc.asyncProperty(commands, async (sequence) => {
      runs += 1;
      const date = addDays(FIRST_DATE, runs);
      const pair: Pair = { ...(await newPair(clinic, date)), patients, frontDesk, types };
      const everyHold: Hold[] = [];
      for (const command of sequence) {
        await step(pair, command, everyHold);
      }
      // Nobody holds anything when the next run begins.
      clinic.clock.time += A_QUARTER_MS;
      assert.deepEqual((await checkDatabase(clinic.models, clinic.clock.now())).violations, []);
    });
    const { failed, numRuns, counterexample, errorInstance } = await fc.check(property, {
      seed: options.seed,
      numRuns: options.runs,
      interruptAfterTimeLimit: options.limitMs,
      markInterruptAsFailure: false,
    });
    const sequence = (counterexample?.[0] ?? []).map((command) => JSON.stringify(command)).join('\n');
    return { runs: numRuns, difference: failed ? `${sequence}\n${errorInstance}` : null };
  } finally {
    await clinic.close();
  }
}

/** Doctors and a day that no other run had. */
async function newPair(
  clinic: TestClinic,
  date: string,
): Promise<Pick<Pair, 'clinic' | 'model' | 'date' | 'doctors'>> {
  const doctors: string[] = [];
  for (let index = 0; index < DOCTORS; index += 1) {
    doctors.push(await clinic.addDoctor({ timeZone: 'UTC', windows: EVERY_DAY }));
  }
  const model = { now: clinic.clock.now(), visits: [], holds: [], kept: [], blocks: [] };
  return { clinic, date, doctors, model };
}

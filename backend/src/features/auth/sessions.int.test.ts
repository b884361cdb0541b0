import { readSession } from '@openslot/shared/contracts/session';
import type { CommandStartedEvent } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startTestClinic({ uri: freshDatabaseUri() });
});
afterAll(() => clinic.close());

it('people who come at one moment are found by fewer questions than people, and nobody is taken for another', async () => {
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, index) => clinic.signIn(index % 3 === 0 ? 'front_desk' : 'patient')),
  );
  // So that no session is remembered.
  clinic.clock.time += 10_000;
  let questions = 0;
  const hear = ({ commandName, command }: CommandStartedEvent) => {
    questions += commandName === 'aggregate' && command.aggregate === 'sessions' ? 1 : 0;
  };
  const driver = clinic.app.deps.connection.getClient();
  driver.on('commandStarted', hear);
  const answers = await Promise.all(
    [...people, clinic.visitor].map((person) => person.call(readSession).expect(200)),
  );
  driver.off('commandStarted', hear);
  expect(questions).toBeGreaterThanOrEqual(1);
  expect(questions).toBeLessThan(people.length);
  expect(answers.map(({ body }) => body.user?.id ?? null)).toEqual([
    ...people.map(({ user }) => user?.id),
    null,
  ]);
});

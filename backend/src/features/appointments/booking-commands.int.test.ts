import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { holdSlot } from '@openslot/shared/contracts/holds';
import type { CommandStartedEvent } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

let clinic: TestClinic;
let doctorId: string;

beforeAll(async () => {
  const uri = freshDatabaseUri();
  clinic = await startTestClinic({ uri: `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true` });
  doctorId = await clinic.addDoctor();
  // The rules of the clinic are read once by each process.
  await book(await clinic.signIn('patient'), '15:00').expect(201);
});
afterAll(() => clinic.close());

const wish = (time: string) => ({
  doctorId,
  visitTypeId: clinic.visitTypeId,
  startsAt: `2026-01-13T${time}:00Z`,
});
const book = (person: Client, time: string) => person.call(bookAppointment, { body: wish(time) });

/** What a request asked of the database, in order. Their sign-in is one that the process does not remember. */
async function commandsOf(request: () => Promise<unknown>): Promise<string[]> {
  clinic.clock.time += 10_000;
  const asked: string[] = [];
  const hear = ({ commandName, command }: CommandStartedEvent) => {
    if (!isOfTheServer(commandName, command)) {
      asked.push([commandName, command[commandName]].filter((word) => word !== 1).join(' '));
    }
  };
  const driver = clinic.app.deps.connection.getClient();
  driver.on('commandStarted', hear);
  await request();
  driver.off('commandStarted', hear);
  return asked;
}

/** What a server asks though nobody asks it: the change stream, the sweep over holds, and who follows which rules. */
function isOfTheServer(name: string, { find, filter = {} }: CommandStartedEvent['command']): boolean {
  return (
    name === 'getMore' || find === 'clinic' || 'clinicRev' in filter || ('kind' in filter && !filter.doctorId)
  );
}

const LOCKED = ['aggregate sessions', 'findAndModify doctors'];
const TAKEN = ['insert availability_log', 'insert notices', 'insert audit_log', 'insert idempotency_keys'];

it('a booking by a patient asks the database eleven times', async () => {
  const ann = await clinic.signIn('patient');
  expect(await commandsOf(() => book(ann, '09:00').expect(201))).toEqual([
    ...LOCKED,
    'findAndModify patients',
    // Holds, visits, exceptions, settings and guardians.
    'aggregate doctors',
    'insert occupancy',
    'insert appointments',
    ...TAKEN,
    'commitTransaction',
  ]);
});

it('a booking of what one holds asks once more, to give the hold up', async () => {
  const ann = await clinic.signIn('patient');
  await ann.call(holdSlot, { body: wish('10:00') }).expect(201);
  const asked = await commandsOf(() => book(ann, '10:00').expect(201));
  expect(asked).toHaveLength(12);
  expect(asked).toContain('delete occupancy');
});

it('whoever comes too late is told what is free from what was read for the one before', async () => {
  await book(await clinic.signIn('patient'), '11:00').expect(201);
  const [bob, cyd] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
  const refused = [
    ...LOCKED,
    'findAndModify patients',
    'aggregate doctors',
    'abortTransaction',
    'find doctors',
  ];
  const first = await commandsOf(() => book(bob, '11:00').expect(409));
  expect(first).toEqual([...refused, 'find exceptions', 'find occupancy', 'find idempotency_keys']);
  const second = await commandsOf(() => book(cyd, '11:00').expect(409));
  expect(second).toEqual([...refused, 'find idempotency_keys']);
});

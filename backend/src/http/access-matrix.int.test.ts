import { listAppointments } from '@openslot/shared/contracts/appointments';
import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_ROWS } from '../../test/access-rows.ts';
import { type AccessWorld, accessWorld, EVERYBODY, FORMER, type Who } from '../../test/access-world.ts';
import { allEndpoints } from '../../test/all-endpoints.ts';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

const uri = freshDatabaseUri();
const endpoints = await allEndpoints();
let clinic: TestClinic;
let world: AccessWorld;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  world = await accessWorld(clinic);
});
afterAll(() => clinic.close());

const titled = ACCESS_ROWS.map((row) => ({
  ...row,
  title: `${row.endpoint.method} ${row.endpoint.path}${row.variant === undefined ? '' : ` (${row.variant})`}`,
}));

/** Every command leaves a row: while their number stays the same, this person has changed nothing. */
function deedsOf(who: Who): Promise<number> {
  const userId = world.people[who].user?.id;
  // What the clinic does by itself may still be under way: doctors follow changed rules one by one.
  const anybody = { 'actor.role': trusted({ $ne: 'system' }) };
  return clinic.models.audit.countDocuments(userId === undefined ? anybody : { 'actor.userId': userId });
}

describe('who may call what', () => {
  it.each(titled)('$title', async ({ endpoint, expected, call }) => {
    const answers: Partial<Record<Who, number>> = {};
    for (const who of EVERYBODY) {
      const person = endpoint.path.startsWith('/api/auth/')
        ? await world.signInAgain(who)
        : world.people[who];
      const options = await call(world, who);
      const before = await deedsOf(who);
      const { status, body } = await person.call(endpoint, options);
      answers[who] = status;
      if (status === 401 || status === 403) {
        expect(body.code).toBe(status === 401 ? 'unauthenticated' : 'forbidden');
        expect(await deedsOf(who)).toBe(before);
      }
    }
    expect(answers).toEqual(expected);
    // Who has signed out or was banned is a visitor like any other, whatever they were.
    for (const who of FORMER) {
      const { status } = await world.former[who].call(endpoint, await call(world, 'visitor'));
      expect([who, status]).toEqual([who, expected.visitor]);
    }
  });

  it('is decided for every endpoint there is', () => {
    const decided = new Set(ACCESS_ROWS.map((row) => row.endpoint));
    expect(endpoints.filter(({ endpoint }) => !decided.has(endpoint)).map(({ name }) => name)).toEqual([]);
  });

  it('and a list shows a visit to those alone who may see it', async () => {
    const id = await world.newVisit();
    const visit = await clinic.models.appointments.findById(id).lean();
    // From its start on: the visits of all the requests before would fill the page.
    const from = visit?.startsAt.toISOString() ?? '';
    const seenBy: Who[] = [];
    for (const who of EVERYBODY.filter((one) => one !== 'visitor')) {
      const { body } = await world.people[who]
        .call(listAppointments, { query: { from, pageSize: '100' } })
        .expect(200);
      if (body.items.some((item: { id: string }) => item.id === id)) {
        seenBy.push(who);
      }
    }
    expect(seenBy).toEqual(['patient', 'doctor', 'frontDesk', 'admin']);
  });
});

describe('which rooms a socket is in', () => {
  it.each(EVERYBODY)('%s: those of this person and no other', async (who) => {
    const person = world.people[who];
    const { socket } = await person.listen();
    const rooms = [...(clinic.app.io.of('/').adapter.socketRooms(socket.id ?? '') ?? [])]
      .filter((room) => room !== socket.id)
      .map((room) => room.replace(/^session:[0-9a-f]{24}$/, 'session'));
    const own = ['session', `user:${person.user?.id}`];
    const expected: Record<Who, string[]> = {
      visitor: [],
      patient: own,
      stranger: own,
      doctor: [...own, `practice:${world.doctorId}`],
      colleague: [...own, `practice:${world.colleagueId}`],
      frontDesk: [...own, 'staff'],
      admin: [...own, 'staff'],
    };
    expect(rooms.sort()).toEqual(expected[who].sort());
  });
});

import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { doctorRoom } from '../lib/rooms.ts';
import type { ClinicSocket } from './socket-data.ts';
import { createWatching } from './watching.ts';

const idOf = (n: number) => String(n).padStart(24, '0');

/** A socket that is in no room yet. */
function newSocket() {
  const rooms = new Set<string>();
  const socket = {
    rooms,
    join: (room: string) => rooms.add(room),
    leave: (room: string) => rooms.delete(room),
  };
  return { rooms, socket: socket as unknown as ClinicSocket };
}

/** The watch handler, and reads that end when told to; each gives its number as every doctor's. */
function watching() {
  const reads: { readonly ids: readonly string[]; end(unknown?: readonly string[]): void; fail(): void }[] =
    [];
  const { watch } = createWatching({
    logger: pino({ level: 'silent' }),
    readDoctors: (ids) =>
      new Promise((resolve, reject) => {
        const seq = reads.length;
        const known = (unknown: readonly string[]) => ids.filter((id) => !unknown.includes(id));
        reads.push({
          ids,
          end: (unknown = []) => resolve(new Map(known(unknown).map((id) => [id, { seq }]))),
          fail: () => reject(new Error('away')),
        });
      }),
  });
  const ask = (socket: ClinicSocket, doctorId: string) =>
    new Promise((answer) => watch.call(socket, { doctorId }, answer));
  const begun = (index: number) =>
    vi.waitFor(() => {
      const read = reads[index];
      expect(read).toBeDefined();
      return read as NonNullable<typeof read>;
    }, 20_000);
  return { reads, ask, begun };
}

it('[RT37] who watch at once share a read that begins after each of them is in the room', async () => {
  const { reads, ask, begun } = watching();
  const [one, two, late] = [newSocket(), newSocket(), newSocket()];
  const early = [ask(one.socket, idOf(1)), ask(two.socket, idOf(1)), ask(two.socket, idOf(2))];
  expect([[...one.rooms], [...two.rooms]]).toEqual([
    [doctorRoom(idOf(1))],
    [doctorRoom(idOf(1)), doctorRoom(idOf(2))],
  ]);
  const first = await begun(0);
  expect(first.ids).toEqual([idOf(1), idOf(2)]);
  const later = ask(late.socket, idOf(1));
  expect(late.rooms).toEqual(new Set([doctorRoom(idOf(1))]));
  first.end();
  expect(await Promise.all(early)).toEqual(Array(3).fill({ ok: true, data: { seq: 0 } }));
  (await begun(1)).end();
  expect(await later).toEqual({ ok: true, data: { seq: 1 } });
  expect(reads).toHaveLength(2);
});

it('[RT37] an unknown doctor’s room is left, and no one else’s', async () => {
  const { ask, begun } = watching();
  const { rooms, socket } = newSocket();
  const asked = [ask(socket, idOf(1)), ask(socket, idOf(2))];
  (await begun(0)).end([idOf(2)]);
  expect(await Promise.all(asked)).toMatchObject([
    { ok: true },
    { ok: false, problem: { code: 'not_found' } },
  ]);
  expect([...rooms]).toEqual([doctorRoom(idOf(1))]);
});

it('nobody stays in a room whose number could not be read', async () => {
  const { ask, begun } = watching();
  const { rooms, socket } = newSocket();
  const asked = ask(socket, idOf(1));
  (await begun(0)).fail();
  expect(await asked).toMatchObject({ ok: false, problem: { code: 'internal' } });
  expect(rooms.size).toBe(0);
});

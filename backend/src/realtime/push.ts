import type { ClientToServerEvents, ServerToClientEvents } from '@openslot/shared/realtime/events';
import type { Server } from 'socket.io';
import { toChange } from '../commands/to-change.ts';
import { doctorRoom } from '../lib/rooms.ts';
import type { SocketData } from './socket-data.ts';
import type { TailListener } from './tail.ts';

export type ClinicServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

const QUIET_ROOM = 50;
const MAX_SPREAD_MS = 250;

/** How far the sockets of a room should spread their refetch, in milliseconds; nothing while few watch. */
export function spreadOf(sockets: number): number {
  return sockets <= QUIET_ROOM ? 0 : Math.min(MAX_SPREAD_MS, Math.floor(sockets / 4));
}

/** Told to its own sockets by a process that ends: the one thing they hear that is not in the log. */
export function tellDraining(io: ClinicServer, reconnectWithinMs: number): void {
  io.local.emit('server-draining', { reconnectWithinMs });
}

/**
 * The only code that sends to sockets: what was committed, to the rooms it concerns.
 * @param recheckSessions asks the database who is still signed in: who was signed out may have been missed
 */
export function pushTo(
  io: ClinicServer,
  endSessions: (rooms: readonly string[]) => void,
  recheckSessions: () => void,
): TailListener {
  return {
    availabilityChanged(row) {
      const room = doctorRoom(String(row.doctorId));
      const change = toChange(row, spreadOf(io.of('/').adapter.rooms.get(room)?.size ?? 0));
      // The branches read alike, but the compiler pairs each event with its payload.
      if (change.name === 'doctor-availability-updated') {
        io.to(room).emit(change.name, change.payload);
      } else {
        io.to(room).emit(change.name, change.payload);
      }
    },
    noticed(notice) {
      if (notice.name === 'session-ended') {
        endSessions(notice.rooms);
        io.local.in(notice.rooms).disconnectSockets(true);
        return;
      }
      io.to(notice.rooms).emit(notice.name, notice.payload);
    },
    resync() {
      io.emit('availability-resync', {});
      recheckSessions();
    },
  };
}

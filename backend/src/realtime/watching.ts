import { AppError } from '@openslot/shared/errors/app-error';
import { MAX_WATCHED_DOCTORS, WatchDoctor } from '@openslot/shared/realtime/events';
import type { Logger } from '../lib/logger.ts';
import { doctorRoom } from '../lib/rooms.ts';
import { sharedReads } from '../lib/shared-reads.ts';
import { handle } from './handle.ts';
import type { ClinicSocket } from './socket-data.ts';

export interface WatchingDeps {
  /** The sequence numbers of doctors now; unknown ones are absent. */
  readonly readDoctors: (
    doctorIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly seq: number }>>;
  readonly logger: Logger;
}

const DOCTOR_ROOMS = doctorRoom('');

export const isDoctorRoom = (room: string): boolean => room.startsWith(DOCTOR_ROOMS);

/** What answers the wish to watch a doctor and to watch them no more: the same two functions for every socket. */
export function createWatching({ readDoctors, logger }: WatchingDeps) {
  // When a server ends, everybody it had watches anew elsewhere, within seconds.
  const readDoctor = sharedReads(readDoctors);
  return {
    watch: handle(logger, WatchDoctor, async (socket: ClinicSocket, { doctorId }) => {
      const room = doctorRoom(doctorId);
      if (!socket.rooms.has(room) && countWatched(socket) >= MAX_WATCHED_DOCTORS) {
        throw new AppError('rate_limited', {
          detail: `At most ${MAX_WATCHED_DOCTORS} doctors can be watched at once.`,
        });
      }
      try {
        // Joined before the number is read: nothing committed in between is lost.
        await socket.join(room);
        const doctor = await readDoctor(doctorId);
        if (doctor === undefined) {
          throw new AppError('not_found');
        }
        return { seq: doctor.seq };
      } catch (error) {
        await socket.leave(room);
        throw error;
      }
    }),
    unwatch: handle(logger, WatchDoctor, async (socket: ClinicSocket, { doctorId }) => {
      await socket.leave(doctorRoom(doctorId));
      return {};
    }),
  };
}

/** The doctors whom a socket watches: it is in the room of each from the moment in which it asks. */
function countWatched({ rooms }: ClinicSocket): number {
  let watched = 0;
  for (const room of rooms) {
    watched += isDoctorRoom(room) ? 1 : 0;
  }
  return watched;
}

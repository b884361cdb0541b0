import type { ClinicServer } from './push.ts';
import { isDoctorRoom } from './watching.ts';

export interface SocketCounts {
  readonly byTransport: ReadonlyMap<string, number>;
  readonly watchedDoctors: number;
}

/** The sockets of this process now, and the doctors whom at least one of them watches. */
export function countSockets(io: ClinicServer): SocketCounts {
  const { sockets, adapter } = io.of('/');
  const byTransport = new Map<string, number>();
  for (const { conn } of sockets.values()) {
    const { name } = conn.transport;
    byTransport.set(name, (byTransport.get(name) ?? 0) + 1);
  }
  let watchedDoctors = 0;
  for (const room of adapter.rooms.keys()) {
    watchedDoctors += isDoctorRoom(room) ? 1 : 0;
  }
  return { byTransport, watchedDoctors };
}

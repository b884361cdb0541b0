import { type ClinicServer, tellDraining } from './push.ts';

/** The process that takes a socket over authenticates it and answers its catch-up: a hundred a second do not hurt. */
const MS_PER_SOCKET = 10;
const LONGEST_MS = 2_500;
/** For those to whom the message takes a while. */
const GRACE_MS = 500;
const LOOK_MS = 20;

/**
 * Asks every socket of this process to connect elsewhere, each at a moment of its own, and waits until they are gone;
 * for three seconds at most. Whoever listens here must have stopped before, or they would come back.
 */
export async function emptySockets(io: ClinicServer): Promise<void> {
  const withinMs = Math.min(LONGEST_MS, MS_PER_SOCKET * io.of('/').sockets.size);
  tellDraining(io, withinMs);
  const deadline = performance.now() + withinMs + GRACE_MS;
  while (io.of('/').sockets.size > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

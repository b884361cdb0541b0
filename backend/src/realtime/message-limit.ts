import type { ClinicSocket } from './socket-data.ts';

/** Messages a socket may send within a window. */
const MAX_MESSAGES = 200;
const MESSAGES_WINDOW_MS = 10_000;

/** Hears every message of a socket and closes one that floods the server. Without a timer and one for all of them. */
export function countMessage(this: ClinicSocket): void {
  const { data } = this;
  const now = performance.now();
  if (now - data.countedFrom >= MESSAGES_WINDOW_MS) {
    data.messages = 0;
    data.countedFrom = now;
  }
  data.messages += 1;
  if (data.messages > MAX_MESSAGES) {
    this.disconnect(true);
  }
}

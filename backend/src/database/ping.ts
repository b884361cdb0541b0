import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from 'mongoose';

const PATIENCE_MS = 2_000;

/** Whether the database answers within two seconds; the driver itself would go on looking for it for longer. */
export async function answersPing(connection: Connection): Promise<boolean> {
  const ping = connection.db?.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  return Promise.race([ping ?? false, delay(PATIENCE_MS, false, { ref: false })]);
}

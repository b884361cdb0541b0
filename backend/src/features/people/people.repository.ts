import type { ClientSession, Connection } from 'mongoose';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';

/** What people need of the sign-in. */
export interface SignIns {
  /** Makes a link token with which the user chooses a password, once; earlier ones stop working. */
  invite(userId: string): Promise<{ token: string; expiresAt: Date }>;
  /** Ends every session of the user, in this transaction, and tells every process. */
  endSessions(userId: string, transaction: ClientSession): Promise<void>;
  /** Makes this process forget `user:<id>` at once. */
  forgetRooms(rooms: readonly string[]): void;
}

export interface PeopleDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly signIns: SignIns;
  /** Origin that invitation links lead to. Asked each time: the port may be chosen only when the server listens. */
  readonly publicUrl: () => string;
}

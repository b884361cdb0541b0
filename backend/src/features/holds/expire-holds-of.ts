import type { Types } from 'mongoose';
import { type CommandDeps, runDoctorCommand } from '../../commands/doctor-command.ts';

/** Who acts when nobody does. */
export const SYSTEM = { actor: { userId: null, role: 'system' } } as const;

/** Ends the transaction: what it found was done already. */
class NothingToDo extends Error {}

/** Deletes the holds of a doctor that are over, as every command does (BK6). Nothing is written when there are none (any more). */
export async function expireHoldsOf(deps: CommandDeps, doctorId: Types.ObjectId): Promise<void> {
  try {
    await runDoctorCommand(deps, SYSTEM, { doctorId }, async ({ expired }) => {
      if (expired === 0) {
        throw new NothingToDo();
      }
      return { result: null, event: null, audit: null };
    });
  } catch (error) {
    if (!(error instanceof NothingToDo)) {
      throw error;
    }
  }
}

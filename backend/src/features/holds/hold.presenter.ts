import { type Hold, MAX_HOLD_MINUTES, MAX_RENEWALS } from '@openslot/shared/contracts/holds';
import type { HoldRecord } from '../../schedule/locked-schedule.ts';

/** The moment at which a hold is over for good, however often it is renewed (BK5). */
export function lastMoment(hold: HoldRecord): number {
  return (hold.heldAt?.getTime() ?? 0) + MAX_HOLD_MINUTES * 60_000;
}

/** For its holder alone. */
export function presentHold(hold: HoldRecord): Hold {
  const expiresAt = hold.expiresAt ?? new Date(0);
  return {
    id: String(hold._id),
    doctorId: String(hold.doctorId),
    visitTypeId: String(hold.visitTypeId),
    startsAt: hold.startsAt.toISOString(),
    endsAt: hold.endsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    renewalsLeft: expiresAt.getTime() < lastMoment(hold) ? MAX_RENEWALS - hold.renewals : 0,
  };
}

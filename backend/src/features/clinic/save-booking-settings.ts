import type { BookingSettings } from '@openslot/shared/contracts/clinic';
import { AppError } from '@openslot/shared/errors/app-error';
import { recordAudit } from '../../commands/audit.ts';
import type { CommandContext, CommandDeps } from '../../commands/doctor-command.ts';
import { inTransaction } from '../../database/transaction.ts';
import { readBookingSettings } from '../../schedule/booking-settings.ts';

/**
 * Changes how the clinic is booked. No offer changes by it, so no doctor is told; holds there are keep their time.
 * @throws AppError `stale_version` with the settings there are in `current`.
 */
export function saveBookingSettings(
  deps: CommandDeps,
  { actor, requestId = null }: CommandContext,
  input: BookingSettings,
): Promise<BookingSettings> {
  const { models } = deps;
  return inTransaction(deps.connection, async (session) => {
    const before = await readBookingSettings(models, session);
    if (before.version !== input.version) {
      throw new AppError('stale_version', { extra: { current: before } });
    }
    const { holdMinutes, maxUpcomingPerPatient } = input;
    const bookingSettings = { version: before.version + 1, holdMinutes, maxUpcomingPerPatient };
    await models.clinic.updateOne({ _id: 'clinic' }, { $set: { bookingSettings } }, { session });
    const at = new Date(deps.clock.now());
    const subject = { type: 'clinic', id: 'clinic' };
    const facts = { holdMinutes, maxUpcomingPerPatient };
    await recordAudit(
      models,
      session,
      { at, actor, requestId },
      { action: 'booking_settings_changed', subject, facts },
    );
    return bookingSettings;
  });
}

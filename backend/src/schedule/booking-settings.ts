import type { BookingSettings } from '@openslot/shared/contracts/clinic';
import type { ClientSession } from 'mongoose';
import type { Models } from '../database/models.ts';

/** Of a clinic that never saved any. */
export const BOOKING_DEFAULTS: BookingSettings = { version: 0, holdMinutes: 5, maxUpcomingPerPatient: null };

/** How the clinic wants to be booked, as it is now; a change counts from the next command on. */
export async function readBookingSettings(
  models: Models,
  session: ClientSession | null = null,
): Promise<BookingSettings> {
  const clinic = await models.clinic.findById('clinic', { bookingSettings: 1 }, { session }).lean();
  return clinic?.bookingSettings ?? BOOKING_DEFAULTS;
}

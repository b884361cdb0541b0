import { z } from 'zod';
import { Version } from './common.ts';
import { endpoint } from './endpoint.ts';
import { MAX_HOLD_MINUTES } from './holds.ts';

export const Clinic = z.object({
  name: z.string(),
  timeZone: z.string(),
  /** True when the installation was filled with invented people to try the product. */
  demo: z.boolean(),
});
export type Clinic = z.infer<typeof Clinic>;

export const readClinic = endpoint({
  method: 'GET',
  path: '/api/v1/clinic',
  summary: 'Name and time zone of the clinic',
  access: 'anyone',
  response: Clinic,
});

const settings = {
  /** How long a chosen slot is held, until it is renewed. */
  holdMinutes: z
    .number()
    .int()
    .min(1, 'must be at least 1 minute')
    .max(MAX_HOLD_MINUTES, `must be at most ${MAX_HOLD_MINUTES} minutes`),
  /** How many coming visits one patient may have booked themselves; null: any number. Staff are not limited. */
  maxUpcomingPerPatient: z
    .number()
    .int()
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .nullable(),
};

export const BookingSettings = z.object({ version: Version, ...settings });
export type BookingSettings = z.infer<typeof BookingSettings>;

export const readBookingSettings = endpoint({
  method: 'GET',
  path: '/api/v1/clinic/booking-settings',
  summary: 'How long slots are held, and how many visits a patient may book',
  access: 'staff',
  response: BookingSettings,
});

export const saveBookingSettings = endpoint({
  method: 'PUT',
  path: '/api/v1/clinic/booking-settings',
  summary: 'Change how long slots are held, and how many visits a patient may book',
  access: 'administer',
  body: z.strictObject({ version: Version, ...settings }),
  response: BookingSettings,
});

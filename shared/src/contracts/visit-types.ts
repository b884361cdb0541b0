import { z } from 'zod';
import { Id, shortText, Version } from './common.ts';
import { endpoint } from './endpoint.ts';

export const VisitMode = z.enum(['in_person', 'video', 'phone']);
export type VisitMode = z.infer<typeof VisitMode>;

const raster = (min: number, max: number) =>
  z.number().int().min(min).max(max).multipleOf(5, 'must be a multiple of 5 minutes');

/** How long a visit may last. */
export const VisitMinutes = raster(5, 24 * 60);

/** All durations in minutes. `bookingWindowDays` counts days after today in the doctor's zone (SL10). */
const fields = {
  name: shortText(80),
  mode: VisitMode,
  durationMinutes: VisitMinutes,
  /** Distance of the starts on the grid; the duration when null (SL8). */
  stepMinutes: raster(5, 24 * 60).nullable(),
  bufferBeforeMinutes: raster(0, 4 * 60),
  bufferAfterMinutes: raster(0, 4 * 60),
  minimumNoticeMinutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 60),
  bookingWindowDays: z.number().int().min(0).max(730),
  /** Patients ask for such a visit; it is requested until staff approve or decline it. */
  needsApproval: z.boolean().default(false),
  /** A patient who cancels later than so many minutes before the start cancels late; 0: never late. */
  cancellationCutoffMinutes: z
    .number()
    .int()
    .min(0)
    .max(30 * 24 * 60)
    .default(0),
};

export const VisitType = z.object({ id: Id, version: Version, active: z.boolean(), ...fields });
export type VisitType = z.infer<typeof VisitType>;

export const VisitTypeInput = z.strictObject(fields);
export type VisitTypeInput = z.infer<typeof VisitTypeInput>;

const VisitTypeId = z.strictObject({ visitTypeId: Id });

/** `adopting` counts the doctors whose slots do not follow the new rules yet; it falls to 0 within moments. */
export const VisitTypeSaved = z.object({ visitType: VisitType, adopting: z.number().int() });

export const listVisitTypes = endpoint({
  method: 'GET',
  path: '/api/v1/visit-types',
  summary: 'Visit types, active ones only unless asked',
  access: 'anyone',
  query: z.strictObject({ includeInactive: z.enum(['true', 'false']).optional() }),
  response: z.object({ items: z.array(VisitType) }),
});

export const createVisitType = endpoint({
  method: 'POST',
  path: '/api/v1/visit-types',
  summary: 'Add a visit type',
  access: 'administer',
  status: 201,
  body: VisitTypeInput,
  response: VisitTypeSaved,
});

export const updateVisitType = endpoint({
  method: 'PUT',
  path: '/api/v1/visit-types/:visitTypeId',
  summary: 'Change a visit type; booked visits keep the duration they were made with',
  access: 'administer',
  params: VisitTypeId,
  body: VisitTypeInput.extend({ version: Version, active: z.boolean() }),
  response: VisitTypeSaved,
});

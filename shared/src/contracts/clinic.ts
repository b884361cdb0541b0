import { z } from 'zod';
import { endpoint } from './endpoint.ts';

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

import { z } from 'zod';
import { Id, longText, PageQuery, pageOf } from './common.ts';
import { endpoint } from './endpoint.ts';

export const Patient = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Patient = z.infer<typeof Patient>;

export const listPatients = endpoint({
  method: 'GET',
  path: '/api/v1/patients',
  summary: 'Find patients by name or e-mail',
  access: 'staff',
  query: PageQuery.extend({ search: longText(100).optional() }),
  response: pageOf(Patient),
});

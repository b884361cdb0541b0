import { z } from 'zod';
import { Id, Instant, queryNumber } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Who did what, when and why. `subject` names the record; texts of people are looked up when shown and may have been erased. */
export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actor: z.object({ userId: Id.nullable(), name: z.string(), role: z.string() }),
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  doctorId: Id.nullable(),
  doctorName: z.string().nullable(),
  seq: z.number().int().nullable(),
  /** Facts without personal text, for example dates and times. */
  facts: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first; `before` is the id of the last entry seen. */
export const listAudit = endpoint({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'The audit log',
  access: 'administer',
  query: z.strictObject({
    doctorId: Id.optional(),
    before: Id.optional(),
    limit: queryNumber(z.number().int().min(1).max(200)).optional(),
  }),
  response: z.object({ items: z.array(AuditEntry), more: z.boolean() }),
});

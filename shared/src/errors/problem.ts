import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './codes.ts';

const codes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]];

/** One field of the input that is wrong; `pointer` is a JSON pointer (RFC 6901) into the body, or `/query/<name>`, `/params/<name>`, `/headers/<name>`. */
export const FieldError = z.object({ pointer: z.string(), detail: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/**
 * RFC 9457 problem document, the only shape of an error over HTTP and in a socket ack.
 * `instance` is the request id. Codes with data of their own carry it in further members
 * (`affected_appointments` → `affected`, `stale_version` → `current`).
 */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(codes),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;

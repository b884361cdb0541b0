import { AppError } from '@openslot/shared/errors/app-error';
import type { Ack } from '@openslot/shared/realtime/events';
import type { z } from 'zod';
import { isDatabaseAway } from '../database/database-away.ts';
import { fieldErrors } from '../http/serve.ts';
import type { Logger } from '../lib/logger.ts';
import type { ClinicSocket } from './socket-data.ts';

/**
 * Wraps a socket handler: parses the payload, answers through the ack, and turns every refusal or failure into a
 * failed ack. A message without an ack is not worth an answer and is dropped. One listener serves all sockets.
 */
export function handle<S extends z.ZodType, T>(
  logger: Logger,
  schema: S,
  work: (socket: ClinicSocket, input: z.output<S>) => Promise<T>,
): (this: ClinicSocket, raw: unknown, ack: unknown) => void {
  return function (raw, ack) {
    if (typeof ack !== 'function') {
      return;
    }
    const reply = ack as (answer: Ack<T>) => void;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const errors = fieldErrors(parsed.error, '');
      reply({ ok: false, problem: new AppError('invalid_request', { errors }).toProblem() });
      return;
    }
    work(this, parsed.data).then(
      (data) => reply({ ok: true, data }),
      (error: unknown) => {
        const refusal = toRefusal(error);
        if (refusal.code === 'internal') {
          logger.error({ err: error }, 'a socket request failed');
        }
        reply({ ok: false, problem: refusal.toProblem() });
      },
    );
  };
}

function toRefusal(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError(isDatabaseAway(error) ? 'busy' : 'internal');
}

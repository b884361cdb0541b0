import { createHash } from 'node:crypto';
import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession } from 'mongoose';
import { duplicateKey } from '../database/duplicate-key.ts';
import { insertRecords } from '../database/insert-records.ts';
import type { Models } from '../database/models.ts';

/** One use of an Idempotency-Key: scoped to the user, tied to the content of the request. */
export interface IdempotentRequest {
  readonly id: string;
  readonly requestHash: string;
}

/** `request` must be the parsed body, so that two spellings of the same request are the same request. */
export function idempotentRequest(userId: string, key: string, request: unknown): IdempotentRequest {
  return {
    id: `${userId}|${key}`,
    requestHash: createHash('sha256').update(canonical(request)).digest('base64url'),
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Keeps the answer in the transaction that made it true. A second use of the key fails with a duplicate key. */
export async function storeAnswer(
  models: Models,
  session: ClientSession,
  request: IdempotentRequest,
  answer: unknown,
  at: Date,
): Promise<void> {
  const { id: _id, requestHash } = request;
  await insertRecords(models.idempotencyKeys, session, [{ _id, requestHash, answer, at }]);
}

/**
 * Runs `work`, which must call {@link storeAnswer}, or gives the stored answer of a key that was used before. That is not
 * asked first: where the key was used, the work ends in a duplicate key or in a refusal, and both change nothing.
 * Only successes are stored (for 24 hours): a refusal may turn out otherwise when repeated.
 * @throws AppError `idempotency_key_reused` when the key belongs to another request.
 */
export async function answerOnce<T>(
  models: Models,
  request: IdempotentRequest,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The key was used, here or in another process, or the refusal is the consequence of our own first success.
    const isAnswered = duplicateKey(error) !== null || error instanceof AppError;
    const earlier = isAnswered ? await storedAnswer<T>(models, request) : null;
    if (earlier !== null) {
      return earlier.answer;
    }
    throw error;
  }
}

async function storedAnswer<T>(models: Models, request: IdempotentRequest): Promise<{ answer: T } | null> {
  const record = await models.idempotencyKeys.findById(request.id).lean();
  if (record === null) {
    return null;
  }
  if (record.requestHash !== request.requestHash) {
    throw new AppError('idempotency_key_reused', {
      errors: [{ pointer: '/headers/Idempotency-Key', detail: 'was used for another request' }],
    });
  }
  return { answer: record.answer as T };
}

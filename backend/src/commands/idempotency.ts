import { createHash } from 'node:crypto';
import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession } from 'mongoose';
import { duplicateKey } from '../database/duplicate-key.ts';
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
  await models.idempotencyKeys.create([{ _id: request.id, requestHash: request.requestHash, answer, at }], {
    session,
  });
}

/**
 * Gives the stored answer of a key that was used before, or runs `work`, which must call {@link storeAnswer}.
 * Only successes are stored (for 24 hours): a refusal may turn out otherwise when repeated.
 * @throws AppError `idempotency_key_reused` when the key belongs to another request.
 */
export async function answerOnce<T>(
  models: Models,
  request: IdempotentRequest,
  work: () => Promise<T>,
): Promise<T> {
  const earlier = await storedAnswer<T>(models, request);
  if (earlier !== null) {
    return earlier.answer;
  }
  try {
    return await work();
  } catch (error) {
    // The same request won in another process, or the refusal is the consequence of our own first success.
    const refused = error instanceof AppError && (error.status === 409 || error.status === 410);
    const raced = duplicateKey(error) !== null || refused;
    const winner = raced ? await storedAnswer<T>(models, request) : null;
    if (winner !== null) {
      return winner.answer;
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

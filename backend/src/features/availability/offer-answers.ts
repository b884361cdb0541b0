import { AppError } from '@openslot/shared/errors/app-error';
import type { EpochMs } from '@openslot/shared/time/zone';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import { type Stampable, StampedAnswer, type StampedReply } from '../../http/stamped-answer.ts';
import { sharedReads } from '../../lib/shared-reads.ts';
import { keptDoctors } from '../../schedule/kept-doctors.ts';
import { AnswerCache } from './answer-cache.ts';
import type { ViewedDates } from './slots-of.ts';

/** A month of slots takes about 50 kB of it. */
const CACHE_BYTES = 64 * 1_024 * 1_024;

/** A question about a doctor's offer that everybody gets the same answer to. */
export interface OfferQuery extends ViewedDates {
  readonly doctorId: string;
  readonly visitTypeId: string;
}

/** Answers a question from a doctor that was just read, as of `now`. */
type Compute = (
  models: Models,
  doctor: DoctorRecord,
  query: OfferQuery,
  now: EpochMs,
) => Promise<{ readonly freshUntil: string }>;

/**
 * Answers about offers, remembered in this process while they hold: one query, for the doctor's number, when the
 * answer is known, two more when it is not.
 */
export function offerAnswers({ models, clock }: Pick<CommandDeps, 'models' | 'clock'>) {
  const readDoctor = sharedReads(keptDoctors(models));
  const cache = new AnswerCache(CACHE_BYTES);
  /** @throws AppError `not_found` for an unknown doctor. */
  return (endpoint: Stampable, compute: Compute) =>
    async (query: OfferQuery): Promise<StampedReply> => {
      const doctor = await readDoctor(query.doctorId);
      if (doctor === undefined) {
        throw new AppError('not_found');
      }
      const now = clock.now();
      const answer = await cache.answer(keyOf(endpoint, query), doctor.seq, now, async () => {
        const computed = await compute(models, doctor, query, now);
        return {
          answer: new StampedAnswer(endpoint, computed),
          computedAt: now,
          freshUntil: Date.parse(computed.freshUntil),
        };
      });
      return { answer, asOf: clock.now() };
    };
}

function keyOf({ path }: Stampable, { doctorId, visitTypeId, from, to, timeZone }: OfferQuery): string {
  return [path, doctorId, visitTypeId, from, to, timeZone].join('|');
}

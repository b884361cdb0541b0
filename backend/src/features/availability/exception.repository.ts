import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, type Types, trusted } from 'mongoose';
import type { OverrideRecord, UnavailabilityRecord } from '../../database/models/exception.model.ts';
import type { Models } from '../../database/models.ts';
import { presentOverride, presentUnavailability } from './availability.presenter.ts';

/** The override of each of these dates, for those that have one. */
export async function findOverridesOn(
  models: Models,
  session: ClientSession | null,
  doctorId: Types.ObjectId,
  dates: readonly string[],
): Promise<OverrideRecord[]> {
  const found = await models.exceptions
    .find({ doctorId, kind: 'override', date: trusted({ $in: [...dates] }) }, null, { session })
    .lean();
  return found.filter((exception) => exception.kind === 'override');
}

/** Unavailability that meets `[start, end)`, by its start. */
export async function findUnavailabilityBetween(
  models: Models,
  doctorId: Types.ObjectId,
  start: Date,
  end: Date,
): Promise<UnavailabilityRecord[]> {
  const found = await models.exceptions
    .find({
      doctorId,
      kind: 'unavailability',
      startsAt: trusted({ $lt: end }),
      endsAt: trusted({ $gt: start }),
    })
    .sort({ startsAt: 1 })
    .lean();
  return found.filter((exception) => exception.kind === 'unavailability');
}

/**
 * One unavailability of this doctor, as the editor saw it.
 * @throws AppError `not_found`, or `stale_version` with the current state in `current`.
 */
export async function findUnavailabilityAt(
  models: Models,
  session: ClientSession,
  doctorId: Types.ObjectId,
  id: string,
  version: number,
): Promise<UnavailabilityRecord> {
  const found = await models.exceptions
    .findOne({ _id: id, doctorId, kind: 'unavailability' }, null, { session })
    .lean();
  if (found?.kind !== 'unavailability') {
    throw new AppError('not_found');
  }
  if (found.version !== version) {
    throw new AppError('stale_version', { extra: { current: presentUnavailability(found) } });
  }
  return found;
}

/** As {@link findUnavailabilityAt} for a date override. */
export async function findOverrideAt(
  models: Models,
  session: ClientSession,
  doctorId: Types.ObjectId,
  id: string,
  version: number,
): Promise<OverrideRecord> {
  const found = await models.exceptions
    .findOne({ _id: id, doctorId, kind: 'override' }, null, { session })
    .lean();
  if (found?.kind !== 'override') {
    throw new AppError('not_found');
  }
  if (found.version !== version) {
    throw new AppError('stale_version', { extra: { current: presentOverride(found) } });
  }
  return found;
}

import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import type { ClientSession } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OfferEvent } from '../database/models/log.model.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';
import { reachOf, type SlotChange, slotsChanged } from './offer-range.ts';
import { findOverrides } from './override.repository.ts';
import { LOOK_BACK_DAYS, readClinicRevision } from './schedule.repository.ts';
import { datesOf, toHours } from './slot-input.ts';

type Timed = Pick<OccupancyRecord, 'startsAt' | 'endsAt' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;

/** A hold or visit whose time changes hands. */
export interface HandOver {
  readonly time: Timed;
  readonly from: SlotChange['previousStatus'];
  readonly to: SlotChange['newStatus'];
}

/** The log event of holds and visits of one doctor that come and go at once, at least one. */
export async function handedOver(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  handOvers: readonly HandOver[],
): Promise<OfferEvent> {
  const changes = handOvers.map(({ time, from, to }) => ({
    start: time.startsAt.getTime(),
    end: time.endsAt.getTime(),
    previousStatus: from,
    newStatus: to,
  }));
  const dates = changes.map(({ start }) => localDateOf(doctor.timeZone, start)).sort();
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  // A window that a change falls into may have begun on a date before.
  const overrides = await findOverrides(models, session, doctor._id, addDays(first, -LOOK_BACK_DAYS), last);
  const revision = await readClinicRevision(models, doctor.clinicRev, session);
  const buffers = {
    bufferBeforeMinutes: Math.max(...handOvers.map(({ time }) => time.bufferBeforeMinutes)),
    bufferAfterMinutes: Math.max(...handOvers.map(({ time }) => time.bufferAfterMinutes)),
  };
  return slotsChanged(
    changes,
    toHours(doctor, overrides, datesOf(revision.holidays)),
    reachOf({ doctor, revision }, buffers),
  );
}

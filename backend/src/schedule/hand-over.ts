import type { ClientSession } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OfferEvent } from '../database/models/log.model.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';
import { reachOf, type SlotChange, slotsChanged } from './offer-range.ts';
import { readDoctorSchedule } from './schedule.repository.ts';
import { hoursOf } from './slot-input.ts';

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
  const range = {
    start: Math.min(...changes.map(({ start }) => start)),
    end: Math.max(...changes.map(({ end }) => end)),
  };
  const schedule = await readDoctorSchedule(models, doctor, range, session);
  const buffers = {
    bufferBeforeMinutes: Math.max(...handOvers.map(({ time }) => time.bufferBeforeMinutes)),
    bufferAfterMinutes: Math.max(...handOvers.map(({ time }) => time.bufferAfterMinutes)),
  };
  return slotsChanged(changes, hoursOf(schedule), reachOf(schedule, buffers));
}

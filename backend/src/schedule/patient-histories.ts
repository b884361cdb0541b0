import type { PatientHistory } from '@openslot/shared/contracts/appointments';
import type { ClientSession, Types } from 'mongoose';
import type { Models } from '../database/models.ts';

/** By patient id; a patient who never was late nor missing is not in it. */
export type PatientHistories = ReadonlyMap<string, PatientHistory>;

/** How often each of these patients cancelled late and did not come (VS6, VS7): counted from the visits, never stored. */
export async function patientHistories(
  models: Models,
  patientIds: readonly Types.ObjectId[],
  session: ClientSession | null = null,
): Promise<PatientHistories> {
  const count = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
  const rows = await models.appointments
    .aggregate<{ _id: Types.ObjectId } & PatientHistory>([
      {
        $match: {
          patientId: { $in: [...patientIds] },
          status: { $in: ['cancelled', 'no_show'] },
        },
      },
      {
        $group: {
          _id: '$patientId',
          lateCancellations: count({ $eq: ['$lateCancellation', true] }),
          noShows: count({ $eq: ['$status', 'no_show'] }),
        },
      },
    ])
    .session(session);
  return new Map(
    rows.map(({ _id, lateCancellations, noShows }) => [String(_id), { lateCancellations, noShows }]),
  );
}

export function historyOf(histories: PatientHistories, patientId: Types.ObjectId): PatientHistory {
  return histories.get(String(patientId)) ?? { lateCancellations: 0, noShows: 0 };
}

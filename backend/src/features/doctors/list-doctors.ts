import type { listDoctors } from '@openslot/shared/contracts/doctors';
import { Types } from 'mongoose';
import type { z } from 'zod';
import type { Models } from '../../database/models.ts';
import { presentDoctor } from './doctor.presenter.ts';

type Query = z.output<(typeof listDoctors)['query']>;
type Answer = z.input<(typeof listDoctors)['response']>;

/** Doctors by name; every word of the search must occur in name or specialty, in any case. `specialties` lists those of all active doctors. */
export async function findDoctors(models: Models, query: Query): Promise<Answer> {
  const { page = 1, pageSize = 20 } = query;
  const words = (query.search ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  const filter = {
    ...(query.includeInactive !== 'true' && { active: true }),
    ...(query.specialty && { specialty: query.specialty }),
    ...(query.visitTypeId && { visitTypeIds: new Types.ObjectId(query.visitTypeId) }),
    ...(words.length > 0 && {
      $and: words.map((word) => {
        const pattern = new RegExp(escapeRegExp(word), 'i');
        return { $or: [{ name: pattern }, { specialty: pattern }] };
      }),
    }),
  };
  const records = await models.doctors
    .find(filter)
    .sort({ name: 1, _id: 1 })
    .collation({ locale: 'en', strength: 1 })
    .skip((page - 1) * pageSize)
    .limit(pageSize)
    .lean();
  const total = await models.doctors.countDocuments(filter);
  const specialties = await models.doctors.distinct('specialty', { active: true });
  return { items: records.map(presentDoctor), total, page, pageSize, specialties: specialties.sort() };
}

/** What a person types is text, never a pattern. */
function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

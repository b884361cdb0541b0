import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { useServices } from '../../../app/services-context.ts';
import { type Read, useRead } from '../../../lib/use-read.ts';
import { useSchedule } from '../schedule-context.ts';
import type { VisitTypeChoice } from './visit-type-choices.ts';

/** The visit types that this doctor offers now, by name. */
export function useVisitTypeChoices(): Read<VisitTypeChoice[]> {
  const { doctor } = useSchedule();
  const { api } = useServices();
  return useRead(`visit-types|${doctor.visitTypeIds.join()}`, async (signal) => {
    const { items } = await api.call(listVisitTypes, { signal, query: {} });
    return items
      .filter(({ id }) => doctor.visitTypeIds.includes(id))
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  });
}

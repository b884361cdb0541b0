import { type Appointment, listAppointments } from '@openslot/shared/contracts/appointments';
import { useServices } from '../../../app/services-context.ts';
import { type Read, useRead } from '../../../lib/use-read.ts';
import { useVisitNews } from '../../../sync/use-visit-news.ts';

export interface Requests {
  readonly items: readonly Appointment[];
  readonly total: number;
}

/** Requests that wait for an answer, the earliest visit first, kept fresh; of one doctor, or (null) of all. */
export function useRequests(doctorId: string | null): Read<Requests> {
  const { api } = useServices();
  return useRead(
    doctorId ?? 'all',
    (signal) =>
      api.call(listAppointments, {
        signal,
        query: {
          status: 'requested',
          when: 'upcoming',
          pageSize: '100',
          ...(doctorId === null ? {} : { doctorId }),
        },
      }),
    useVisitNews(),
  );
}

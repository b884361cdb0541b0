import { type Appointment, readAppointment } from '@openslot/shared/contracts/appointments';
import { useServices } from '../app/services-context.ts';
import { useRead } from '../lib/use-read.ts';
import { useVisitNews } from './use-visit-news.ts';

/** The newest that is known of a visit: as it was opened, as an action left it, or as it is read on every news. */
export function useLiveVisit(opened: Appointment, known: Appointment | null): Appointment {
  const { api } = useServices();
  const read = useRead(
    opened.id,
    (signal) => api.call(readAppointment, { signal, params: { appointmentId: opened.id } }),
    useVisitNews(),
  );
  const versions = [opened, known, read.value ?? null].filter((one) => one !== null);
  return versions.reduce((newest, one) => (one.version >= newest.version ? one : newest), opened);
}

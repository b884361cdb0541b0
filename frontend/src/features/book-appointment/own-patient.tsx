import { Skeleton, Text } from '@mantine/core';
import { listAppointments } from '@openslot/shared/contracts/appointments';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';

/** Whom a doctor books for, by the name in their visits: doctors search no patients. */
export function OwnPatient({ patientId }: { readonly patientId: string }) {
  const { api } = useServices();
  const read = useRead(patientId, (signal) =>
    api.call(listAppointments, { signal, query: { patientId, pageSize: '1' } }),
  );
  const [visit] = read.value?.items ?? [];
  if (read.status === 'loading') {
    return <Skeleton h={24} w="60%" />;
  }
  return (
    <Text style={{ overflowWrap: 'anywhere' }}>
      {visit === undefined ? 'You have had no visit with this patient.' : <>For {visit.patientName}</>}
    </Text>
  );
}

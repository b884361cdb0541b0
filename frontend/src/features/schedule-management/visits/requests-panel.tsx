import { Stack, Text, Title } from '@mantine/core';
import { useSchedule } from '../schedule-context.ts';
import { RequestsList } from './requests-list.tsx';
import { useRequests } from './use-requests.ts';

/** The open requests of the doctor whose schedule this is. */
export function RequestsPanel() {
  const { doctor, open } = useSchedule();
  const read = useRequests(doctor.id);
  return (
    <Stack>
      <Text c="dimmed">A request keeps its time until it is answered; the patient hears of it at once.</Text>
      <RequestsList read={read} onOpen={(appointment) => open({ kind: 'visit', appointment })} />
    </Stack>
  );
}

/** The open requests of all doctors; nothing while there is none. */
export function RequestsOfAll() {
  const read = useRequests(null);
  const total = read.value?.total ?? 0;
  if (total === 0) {
    return null;
  }
  return (
    <Stack component="section" gap="sm" mb="xl" aria-labelledby="open-requests">
      <Title order={2} id="open-requests">
        Requests ({total})
      </Title>
      <RequestsList read={read} withDoctor />
    </Stack>
  );
}

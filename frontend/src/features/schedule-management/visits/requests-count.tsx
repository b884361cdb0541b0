import { Badge, VisuallyHidden } from '@mantine/core';
import { useSchedule } from '../schedule-context.ts';
import { useRequests } from './use-requests.ts';

/** How many requests wait, beside the name of their tab; nothing when none does. */
export function RequestsCount() {
  const { doctor } = useSchedule();
  const total = useRequests(doctor.id).value?.total ?? 0;
  return total === 0 ? null : (
    <Badge size="md" circle={total < 10} variant="filled" color="sea.8">
      {total}
      <VisuallyHidden> open</VisuallyHidden>
    </Badge>
  );
}

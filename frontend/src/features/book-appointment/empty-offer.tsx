import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { formatLocalDateShort } from '../../lib/format.ts';

/** Nothing can be booked at all for now. */
export function NothingOffered() {
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={2} size="h3">
        No free times at the moment
      </Title>
      <Text c="dimmed">As soon as a time becomes free, it appears here by itself.</Text>
      <Button component={Link} to="/" variant="light">
        Look at other doctors
      </Button>
    </Stack>
  );
}

/** Nothing can be booked in the month that is looked at. */
export function EmptyMonth({
  nextFree,
  onDate,
}: {
  nextFree: string | null;
  onDate: (date: string) => void;
}) {
  return (
    <Alert mt="md" variant="light" color="gray" role="status">
      <Stack gap="xs" align="flex-start">
        {nextFree === null ? 'No free times in this month or later.' : 'No free times in this month.'}
        {nextFree !== null && (
          <Button variant="light" onClick={() => onDate(nextFree)}>
            Next free: {formatLocalDateShort(nextFree)}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

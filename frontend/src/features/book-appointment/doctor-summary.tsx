import { Avatar, Group, Stack, Text } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import { avatarName } from '../../lib/avatar-name.ts';

/** Who the visit is with. */
export function DoctorSummary({ doctor }: { doctor: Doctor }) {
  return (
    <Stack gap="sm">
      <Group wrap="nowrap" gap="md">
        <Avatar name={avatarName(doctor.name)} color="initials" size={60} radius={100} alt="" />
        <div>
          <Text fw={650} size="lg" lh={1.3}>
            {doctor.name}
          </Text>
          <Text c="dimmed" size="sm">
            {doctor.specialty}
          </Text>
        </div>
      </Group>
      {doctor.about !== '' && (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {doctor.about}
        </Text>
      )}
    </Stack>
  );
}

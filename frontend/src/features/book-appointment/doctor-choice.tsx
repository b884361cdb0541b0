import { Avatar, Group, Radio, Stack, Text } from '@mantine/core';
import type { ConsideredDoctor } from '@openslot/shared/contracts/slots-of-specialty';
import { avatarName } from '../../lib/avatar-name.ts';
import { formatMinutes } from '../../lib/format.ts';
import classes from './booking.module.css';

interface Props {
  readonly doctors: readonly ConsideredDoctor[];
  /** Null while the doctor who was chosen is not free. */
  readonly value: string | null;
  readonly onChange: (doctorId: string) => void;
}

/** Whom the visit will be with, of everybody who is free at the chosen time. */
export function DoctorChoice({ doctors, value, onChange }: Props) {
  const isSameLength = new Set(doctors.map(({ durationMinutes }) => durationMinutes)).size <= 1;
  return (
    <Radio.Group
      label="Who shall it be with?"
      description="Everybody here is free at this time."
      value={value ?? ''}
      onChange={onChange}
      classNames={{ label: classes.label ?? '' }}
    >
      <Stack gap="xs" mt={8}>
        {doctors.map(({ doctorId, name, durationMinutes }) => (
          <Radio.Card key={doctorId} value={doctorId} className={classes.choice} radius="md">
            <Group wrap="nowrap" gap="sm">
              <Radio.Indicator />
              <Avatar name={avatarName(name)} color="initials" size={32} radius="xl" alt="" />
              <div>
                <Text fw={550}>{name}</Text>
                {!isSameLength && (
                  <Text size="sm" c="dimmed">
                    {formatMinutes(durationMinutes)}
                  </Text>
                )}
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}

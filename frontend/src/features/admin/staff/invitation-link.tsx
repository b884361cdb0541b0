import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { deviceTimeZone, formatDateLong, formatTime } from '../../../lib/format.ts';
import type { Invited } from './staff-task.ts';

/** Shows the one-time link so that it can be handed on. */
export function InvitationLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const zone = deviceTimeZone();
  return (
    <Stack>
      <Text>
        Give this link to {invited.member.name}. It works once, until{' '}
        {formatDateLong(invited.expiresAt, zone)}, {formatTime(invited.expiresAt, zone)}, and is not shown
        again. Older links no longer work.
      </Text>
      <TextInput
        label="One-time link"
        readOnly
        value={invited.inviteUrl}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
        <CopyButton value={invited.inviteUrl}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}

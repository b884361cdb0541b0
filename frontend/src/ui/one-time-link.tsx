import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { deviceTimeZone, formatDateLong, formatTime } from '../lib/format.ts';

interface Props {
  readonly url: string;
  /** Instant from which the link is of no use. */
  readonly expiresAt: string;
  /** Whom it is handed to. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Shows a one-time link so that it can be handed on; it cannot be had again. */
export function OneTimeLink({ url, expiresAt, name, onClose }: Props) {
  const zone = deviceTimeZone();
  return (
    <Stack>
      <Text>
        Give this link to {name}. It works once, until {formatDateLong(expiresAt, zone)},{' '}
        {formatTime(expiresAt, zone)}, and is not shown again. Older links no longer work.
      </Text>
      <TextInput
        label="One-time link"
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
        <CopyButton value={url}>
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

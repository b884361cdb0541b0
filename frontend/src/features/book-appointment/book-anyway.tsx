import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendarExclamation } from '@tabler/icons-react';
import { useState } from 'react';

interface Props {
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onBook: (overbook: { readonly reason: string }) => void;
}

/** For staff: takes a time that is taken or not offered, on purpose and with words for the audit log. */
export function BookAnyway({ busy, error, onBook }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const isMissing = checked && reason.trim() === '';
  const book = (): void => {
    setChecked(true);
    if (reason.trim() !== '') {
      onBook({ reason: reason.trim() });
    }
  };
  if (!open) {
    return (
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<IconCalendarExclamation size={20} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Book anyway…
      </Button>
    );
  }
  return (
    <Stack gap="sm" component="section" aria-label="Book anyway">
      <TextInput
        label="Why is this time booked anyway?"
        description="Kept in the audit log; the patient does not see it."
        required
        autoFocus
        maxLength={200}
        value={reason}
        error={isMissing ? 'Say why.' : error}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            book();
          }
        }}
      />
      <Text size="sm" c="dimmed">
        Another visit may stand at this time. Only the patient has to be free.
      </Text>
      <Button variant="filled" color="red.9" size="md" fullWidth loading={busy} onClick={book}>
        Book over it
      </Button>
    </Stack>
  );
}

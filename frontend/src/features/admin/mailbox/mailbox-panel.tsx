import { Accordion, Anchor, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { listMailbox, type MailboxMessage } from '@openslot/shared/contracts/mailbox';
import { IconMailOpened } from '@tabler/icons-react';
import { useServices } from '../../../app/services-context.ts';
import { deviceTimeZone, formatDateShort, formatTime } from '../../../lib/format.ts';
import { useHourCycle } from '../../../lib/use-hour-cycle.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { withLinks } from './with-links.ts';

/** What a demo clinic would have sent: a click on a subject opens the mail. */
export function MailboxPanel() {
  useHourCycle();
  const { api } = useServices();
  const read = useRead('mailbox', (signal) => api.call(listMailbox, { signal }));
  const items = read.value?.items ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed" maw="36rem">
          This demo sends no mail: what it would have sent is here. Open a link in the window of the person it
          is for.
        </Text>
        <Button variant="default" onClick={read.reload}>
          Refresh
        </Button>
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      {read.status === 'loading' && [1, 2, 3].map((row) => <Skeleton key={row} h={56} radius="md" />)}
      {read.status === 'ready' && items.length === 0 && (
        <EmptyState
          icon={<IconMailOpened size={32} aria-hidden />}
          title="No mail yet"
          text="A new account, a forgotten password or an invitation by mail brings some."
        />
      )}
      {items.length > 0 && (
        <Paper withBorder bg="var(--surface-card)">
          <Accordion order={2}>
            {items.map((message) => (
              <Mail key={message.id} message={message} />
            ))}
          </Accordion>
        </Paper>
      )}
    </Stack>
  );
}

function Mail({ message: { id, to, subject, text, at } }: { readonly message: MailboxMessage }) {
  const zone = deviceTimeZone();
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Text fw={600}>{subject}</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          To {to} · {formatDateShort(at, zone)}, {formatTime(at, zone)}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {withLinks(text).map(({ key, part, isLink }) =>
            isLink ? (
              <Anchor key={key} href={part} target="_blank" rel="noreferrer">
                {part}
              </Anchor>
            ) : (
              part
            ),
          )}
        </Text>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

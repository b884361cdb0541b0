import { ActionIcon, Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import {
  listRecurringOverrides,
  type RecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { formatLocalDateShort } from '../../../lib/format.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { DiscardQuestion, useDiscardGuard } from '../discard-guard.tsx';
import { overrideHours } from '../overrides/override-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { RecurringForm } from './recurring-form.tsx';
import { recurringName, useRemoveRecurring } from './use-remove-recurring.ts';

/** Overrides that come back by a rule: a list with their next dates, and the form. */
export function RecurringSection() {
  const { doctor, version, write } = useSchedule();
  const { api } = useServices();
  const [editing, setEditing] = useState<RecurringOverride | 'new' | null>(null);
  const read = useRead(
    doctor.id,
    (signal) => api.call(listRecurringOverrides, { signal, params: { doctorId: doctor.id } }),
    version,
  );
  const items = read.value?.recurringOverrides ?? [];
  const guard = useDiscardGuard(() => setEditing(null));
  return (
    <Stack component="section" aria-label="Recurring overrides">
      <Group justify="space-between">
        <Title order={2}>Recurring overrides</Title>
        <Button variant="default" onClick={() => setEditing('new')}>
          Add recurring override
        </Button>
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      {read.status === 'loading' && <Skeleton h={72} radius="lg" />}
      {read.status === 'ready' && items.length === 0 && (
        <Text size="sm" c="dimmed">
          For every other Tuesday or the last Friday of the month. A date override or a holiday comes before
          it.
        </Text>
      )}
      <Stack component="ul" p={0} m={0} gap="sm" style={{ listStyle: 'none' }}>
        {items.map((item) => (
          <RecurringRow key={item.id} item={item} onEdit={() => setEditing(item)} />
        ))}
      </Stack>
      <Modal
        closeOnEscape={!guard.asking}
        opened={editing !== null}
        onClose={() => write.pending === null && guard.leave()}
        title="Recurring override"
        closeOnClickOutside={!guard.dirty}
      >
        {editing !== null && (
          <RecurringForm
            item={editing === 'new' ? null : editing}
            onDirty={guard.onDirty}
            onClose={guard.close}
            onCancel={guard.leave}
          />
        )}
      </Modal>
      <DiscardQuestion guard={guard} />
    </Stack>
  );
}

const LISTED_DATES = 4;

/** The first few; the form shows them all. */
function nextDatesText(dates: readonly string[]): string {
  const listed = dates.slice(0, LISTED_DATES).map(formatLocalDateShort).join(', ');
  return dates.length > LISTED_DATES ? `${listed} …` : listed;
}

function RecurringRow({ item, onEdit }: { readonly item: RecurringOverride; readonly onEdit: () => void }) {
  const { write } = useSchedule();
  const remove = useRemoveRecurring();
  const name = recurringName(item);
  const dates = nextDatesText(item.nextDates);
  return (
    <Paper component="li" withBorder bg="var(--surface-card)" p="md">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {overrideHours(item)} · {dates === '' ? 'No dates are left' : `Next: ${dates}`}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={`Edit recurring override: ${name}`}
            onClick={onEdit}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size={44}
            loading={write.busy}
            aria-label={`Remove recurring override: ${name}`}
            onClick={() => void remove(item)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Group>
    </Paper>
  );
}

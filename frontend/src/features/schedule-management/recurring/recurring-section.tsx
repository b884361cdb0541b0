import { ActionIcon, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import {
  listRecurringOverrides,
  type RecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { overrideHours } from '../overrides/override-texts.ts';
import { savingIds } from '../pending/own-edits.ts';
import { withOwnRecurring } from '../pending/own-recurring.ts';
import look from '../pending/pending.module.css';
import { useSchedule } from '../schedule-context.ts';
import { nextDatesText, recurringName } from './recurring-texts.ts';
import { useRemoveRecurring } from './use-remove-recurring.ts';

/** Overrides that come back by a rule, with their next dates. */
export function RecurringSection() {
  const { doctor, version, own, open } = useSchedule();
  const { api } = useServices();
  const read = useRead(
    doctor.id,
    (signal) => api.call(listRecurringOverrides, { signal, params: { doctorId: doctor.id } }),
    version,
  );
  const { recurringOverrides: known = [], seq = 0 } = read.value ?? {};
  const items = read.status === 'ready' ? withOwnRecurring(known, seq, own.edits) : [];
  const saving = savingIds(own.edits);
  return (
    <Stack component="section" aria-label="Recurring overrides">
      <Group justify="space-between">
        <Title order={2}>Recurring overrides</Title>
        <Button variant="default" onClick={() => open({ kind: 'recurring', item: null })}>
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
          <RecurringRow key={item.id} item={item} saving={saving.has(item.id)} />
        ))}
      </Stack>
    </Stack>
  );
}

function RecurringRow({ item, saving }: { readonly item: RecurringOverride; readonly saving: boolean }) {
  const { open } = useSchedule();
  const remove = useRemoveRecurring();
  const name = recurringName(item);
  return (
    <Paper
      component="li"
      withBorder
      bg="var(--surface-card)"
      p="md"
      className={saving ? look.saving : undefined}
    >
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {saving && 'Saving… · '}
            {overrideHours(item)} · {nextDatesText(item)}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={`Edit recurring override: ${name}`}
            disabled={saving}
            onClick={() => open({ kind: 'recurring', item })}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size={44}
            disabled={saving}
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

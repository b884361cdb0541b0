import { ActionIcon, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { listUnavailability, type Unavailability } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { IconCalendarOff, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { savingIds, withOwnUnavailability } from '../pending/own-edits.ts';
import look from '../pending/pending.module.css';
import { useSchedule } from '../schedule-context.ts';
import { draftFor, draftOfUnavailability } from './unavailability-draft.ts';
import { periodText } from './unavailability-texts.ts';

const YEARS_AHEAD_DAYS = 730;

/** What is to come of a doctor's unavailability, soonest first. */
export function UnavailabilityPanel() {
  const { doctor, today, version, open, own } = useSchedule();
  const { api } = useServices();
  const read = useRead(
    `${doctor.id}|${today}`,
    (signal) =>
      api.call(listUnavailability, {
        signal,
        params: { doctorId: doctor.id },
        query: { from: today, to: addDays(today, YEARS_AHEAD_DAYS) },
      }),
    version,
  );
  const mark = (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => open({ kind: 'unavailability', item: null, draft: draftFor(today, null) })}
    >
      Mark unavailable
    </Button>
  );
  const { items: known = [], seq = 0 } = read.value ?? {};
  const items = withOwnUnavailability(known, seq, own.edits).filter(({ endDate }) => endDate >= today);
  const saving = savingIds(own.edits);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>Upcoming unavailability</Title>
        {items.length > 0 && mark}
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      {read.status === 'loading' && [1, 2, 3].map((row) => <Skeleton key={row} h={72} radius="lg" />)}
      {read.status === 'ready' && items.length === 0 && (
        <EmptyState
          icon={<IconCalendarOff size={32} aria-hidden />}
          title="Nothing is blocked"
          text="A week away, a conference, a morning off: mark hours or whole days, and patients stop seeing them at once."
          action={mark}
        />
      )}
      <Stack component="ul" p={0} m={0} gap="sm" style={{ listStyle: 'none' }}>
        {(read.status === 'ready' ? items : []).map((item) => (
          <UnavailabilityRow key={item.id} item={item} saving={saving.has(item.id)} />
        ))}
      </Stack>
    </Stack>
  );
}

function UnavailabilityRow({ item, saving }: { item: Unavailability; saving: boolean }) {
  const { open, removeUnavailability } = useSchedule();
  const text = periodText(item);
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
          <Text fw={600}>{text}</Text>
          <Text size="sm" c="dimmed">
            {saving && 'Saving… · '}
            {item.reason ?? 'No reason given'}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={`Edit ${text}`}
            disabled={saving}
            onClick={() => open({ kind: 'unavailability', item, draft: draftOfUnavailability(item) })}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size={44}
            aria-label={`Remove ${text}`}
            disabled={saving}
            onClick={() => void removeUnavailability(item)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Group>
    </Paper>
  );
}

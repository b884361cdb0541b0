import { ActionIcon, Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { listOverrides, type Override } from '@openslot/shared/contracts/overrides';
import { addDays } from '@openslot/shared/time/local-date';
import { IconCalendarEvent, IconClockEdit, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { dateRange } from '../calendar/date-texts.ts';
import { savingIds, withOwnOverrides } from '../pending/own-edits.ts';
import look from '../pending/pending.module.css';
import { RecurringSection } from '../recurring/recurring-section.tsx';
import { useSchedule } from '../schedule-context.ts';
import { OverrideMonth } from './override-month.tsx';
import { overrideHours } from './override-texts.ts';
import classes from './overrides.module.css';

const DAYS_BACK = 62;
const DAYS_AHEAD = 730;

/** Dates whose hours differ from the weekly ones: marked in a month, and as a list. */
export function OverridesPanel() {
  const { doctor, today, version, open, own } = useSchedule();
  const { api } = useServices();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const read = useRead(
    `${doctor.id}|${today}`,
    (signal) =>
      api.call(listOverrides, {
        signal,
        params: { doctorId: doctor.id },
        query: { from: addDays(today, -DAYS_BACK), to: addDays(today, DAYS_AHEAD) },
      }),
    version,
  );
  const { overrides: known = [], seq = 0 } = read.value ?? {};
  const overrides = withOwnOverrides(known, seq, own.edits);
  const saving = savingIds(own.edits);
  const upcoming = overrides
    .filter((override) => override.date >= today)
    .sort((a, b) => a.date.localeCompare(b.date));
  return (
    <div className={classes.panel}>
      <Paper withBorder bg="var(--surface-card)" p="md" className={classes.month}>
        <Stack align="center">
          <OverrideMonth today={today} overrides={overrides} selected={selected} onSelect={setSelected} />
          <Button
            fullWidth
            disabled={selected.length === 0}
            onClick={() => {
              open({ kind: 'override', dates: selected });
              setSelected([]);
            }}
          >
            {selected.length > 1 ? `Set hours of ${selected.length} dates` : 'Set hours of this date'}
          </Button>
          <Text size="sm" c="dimmed" ta="center">
            Choose one or several dates, then close them or give them other hours.
          </Text>
        </Stack>
      </Paper>
      <Stack>
        <Title order={2}>Upcoming date overrides</Title>
        <ProblemAlert problem={read.problem} onRetry={read.reload} />
        {read.status === 'loading' && [1, 2, 3].map((row) => <Skeleton key={row} h={72} radius="lg" />)}
        {read.status === 'ready' && upcoming.length === 0 && (
          <EmptyState
            icon={<IconCalendarEvent size={32} aria-hidden />}
            title="Every date follows the weekly hours"
            text="For a closed holiday or a late evening, choose the date and set its hours."
            action={
              <Button onClick={() => open({ kind: 'override', dates: [addDays(today, 1)] })}>
                Set hours of tomorrow
              </Button>
            }
          />
        )}
        <Stack component="ul" p={0} m={0} gap="sm" style={{ listStyle: 'none' }}>
          {(read.status === 'ready' ? upcoming : []).map((override) => (
            <OverrideRow key={override.id} override={override} saving={saving.has(override.id)} />
          ))}
        </Stack>
        <RecurringSection />
      </Stack>
    </div>
  );
}

function OverrideRow({ override, saving }: { override: Override; saving: boolean }) {
  const { open, removeOverride } = useSchedule();
  const date = dateRange(override.date, override.date);
  const isClosed = override.windows.length === 0;
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
          <Group gap="xs">
            <Text fw={600}>{date}</Text>
            <Badge
              variant="light"
              color={isClosed ? 'red' : 'violet'}
              leftSection={
                isClosed ? <IconLock size={11} aria-hidden /> : <IconClockEdit size={11} aria-hidden />
              }
            >
              {isClosed ? 'Closed' : 'Other hours'}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {[
              saving ? 'Saving…' : '',
              isClosed ? '' : overrideHours(override),
              override.reason ?? 'No reason given',
            ]
              .filter((text) => text !== '')
              .join(' · ')}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={`Edit the override of ${date}`}
            disabled={saving}
            onClick={() => open({ kind: 'override', dates: [override.date] })}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size={44}
            aria-label={`Remove the override of ${date}`}
            disabled={saving}
            onClick={() => void removeOverride(override)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Group>
    </Paper>
  );
}

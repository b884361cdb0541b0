import { Button, Group, Paper, Skeleton, Stack, Text, Timeline } from '@mantine/core';
import type { AuditEntry } from '@openslot/shared/contracts/audit';
import { IconHistory } from '@tabler/icons-react';
import { deviceTimeZone, formatDateLong, formatTime } from '../../../lib/format.ts';
import { useHourCycle } from '../../../lib/use-hour-cycle.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { DoctorSelect, useDoctor } from '../doctor-select.tsx';
import { useSearchFilter } from '../use-search-filter.ts';
import { actionText, detailText } from './audit-texts.ts';
import { useAuditPages } from './use-audit-pages.ts';

function DoctorFilter({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  return (
    <DoctorSelect
      label="Doctor"
      placeholder="All doctors"
      clearable
      w={{ base: '100%', xs: '18rem' }}
      value={value}
      chosen={useDoctor(value).value}
      clearButtonProps={{ 'aria-label': 'Show all doctors' }}
      onChange={onChange}
    />
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const detail = detailText(entry);
  const role = entry.actor.userId === null ? '' : ` (${entry.actor.role.replaceAll('_', ' ')})`;
  return (
    <>
      <Text component="span" fw={600}>
        {entry.actor.name === '' ? 'Somebody whose name was erased' : entry.actor.name}
      </Text>
      <Text component="span" c="dimmed">
        {role}
      </Text>{' '}
      {actionText(entry.action)}
      {entry.doctorName !== null && (
        <Text component="span" c="dimmed">
          {' '}
          · {entry.doctorName}
        </Text>
      )}
      {detail !== '' && <Text size="sm">{detail}</Text>}
      {entry.reason !== null && entry.reason !== '' && (
        <Text size="sm" fs="italic">
          “{entry.reason}”
        </Text>
      )}
    </>
  );
}

/** Entries of one day under its date, newest first. */
function byDay(entries: readonly AuditEntry[], zone: string): [string, AuditEntry[]][] {
  const days = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const day = formatDateLong(entry.at, zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

/** Who did what, when and why. */
export function AuditPanel() {
  useHourCycle();
  const filter = useSearchFilter();
  const doctorId = filter.get('doctor');
  const log = useAuditPages(doctorId);
  const zone = deviceTimeZone();
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <DoctorFilter value={doctorId} onChange={(id) => filter.set({ doctor: id })} />
        <Button variant="default" onClick={log.reload}>
          Refresh
        </Button>
      </Group>
      <ProblemAlert problem={log.problem} onRetry={log.retry} />
      {log.status === 'loading' && [1, 2, 3, 4].map((row) => <Skeleton key={row} h={56} radius="md" />)}
      {log.status === 'ready' && log.entries.length === 0 && (
        <EmptyState
          icon={<IconHistory size={32} aria-hidden />}
          title="Nothing happened yet"
          text="Every change of a schedule, a visit, a profile or a sign-in is listed here."
        />
      )}
      {byDay(log.entries, zone).map(([day, entries]) => (
        <Paper key={day} component="section" withBorder bg="var(--surface-card)" p="md" aria-label={day}>
          <Text fw={650} mb="md">
            {day}
          </Text>
          <Timeline bulletSize={14} lineWidth={1} style={{ overflowWrap: 'anywhere' }}>
            {entries.map((entry) => (
              <Timeline.Item key={entry.id}>
                <Text size="xs" c="dimmed">
                  {formatTime(entry.at, zone)}
                </Text>
                <Entry entry={entry} />
              </Timeline.Item>
            ))}
          </Timeline>
        </Paper>
      ))}
      {log.more && (
        <Group justify="center">
          <Button variant="default" loading={log.loadingMore} onClick={log.loadMore}>
            Show earlier entries
          </Button>
        </Group>
      )}
    </Stack>
  );
}

import { Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { listAppointments } from '@openslot/shared/contracts/appointments';
import type { Patient } from '@openslot/shared/contracts/patients';
import { IconCalendarPlus, IconLink, IconPencil } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { formatDateShort, formatLocalDate, formatTime } from '../../lib/format.ts';
import { useRead } from '../../lib/use-read.ts';
import { useVisitNews } from '../../sync/use-visit-news.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { VisitStatusBadge } from '../../ui/visit-status.tsx';
import type { PatientTask } from './patient-task.ts';
import classes from './patients.module.css';

interface Props {
  readonly patient: Patient;
  readonly onTask: (task: PatientTask | null) => void;
}

/** What the clinic knows of one patient, with the visits to come. */
export function PatientDetails({ patient, onTask }: Props) {
  const { stores } = useServices();
  const navigate = useNavigate();
  const { birthDate, email, phone, guardians, guards, history, hasAccount } = patient;
  const names = (people: Patient['guards']) => people.map(({ name }) => name).join(', ') || null;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Date of birth', birthDate === null ? 'Not known' : formatLocalDate(birthDate)],
    ['E-mail', email ?? 'None'],
    ['Telephone', phone ?? 'None'],
    ['Sign-in', hasAccount ? 'Signs in and books online' : 'None'],
    ['Guardians', names(guardians)],
    ['Books for', names(guards)],
    ['No-shows', String(history.noShows)],
    ['Cancelled late', String(history.lateCancellations)],
  ];
  return (
    <Stack>
      <Table variant="vertical" withRowBorders={false} layout="fixed">
        <Table.Tbody>
          {facts.map(
            ([name, value]) =>
              value !== null && (
                <Table.Tr key={name}>
                  <Table.Th w="8rem">{name}</Table.Th>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
      <Upcoming patientId={patient.id} />
      <Group gap="xs">
        <Button
          leftSection={<IconPencil size={16} aria-hidden />}
          onClick={() => onTask({ kind: 'edit', patient })}
        >
          Change
        </Button>
        <Button
          variant="default"
          leftSection={<IconCalendarPlus size={16} aria-hidden />}
          onClick={() => {
            stores.bookingDraft.setState({ patientId: patient.id });
            void navigate('/');
          }}
        >
          Book a visit
        </Button>
        {!hasAccount && (
          <Button
            variant="default"
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => onTask({ kind: 'link', patient })}
          >
            Link to sign in…
          </Button>
        )}
        <Button variant="default" ml="auto" onClick={() => onTask(null)}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function Upcoming({ patientId }: { readonly patientId: string }) {
  const { api } = useServices();
  const read = useRead(
    patientId,
    (signal) =>
      api.call(listAppointments, { signal, query: { patientId, when: 'upcoming', pageSize: '20' } }),
    useVisitNews(),
  );
  return (
    <Stack component="section" gap="xs" aria-label="Visits to come">
      <Title order={3} size="h3">
        Visits to come
      </Title>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      {read.status === 'loading' && <Skeleton h={28} radius="sm" />}
      {read.status === 'ready' && read.value?.items.length === 0 && <Text c="dimmed">None</Text>}
      <ul className={classes.visits}>
        {read.value?.items.map(({ id, status, declined, startsAt, timeZone, visitTypeName, doctorName }) => (
          <li key={id} className={classes.visit}>
            <VisitStatusBadge status={status} declined={declined} />
            <Text span>
              {formatDateShort(startsAt, timeZone)}, {formatTime(startsAt, timeZone)}, {visitTypeName} with{' '}
              {doctorName}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

import { Badge, Button, Skeleton, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listPatients, type Patient } from '@openslot/shared/contracts/patients';
import { IconPlus, IconSearch, IconUserCheck, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { formatLocalDate } from '../../lib/format.ts';
import { useRead } from '../../lib/use-read.ts';
import { useVisitNews } from '../../sync/use-visit-news.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { historyText } from '../../ui/people/history-text.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PatientDialogs } from './patient-dialogs.tsx';
import type { PatientTask } from './patient-task.ts';
import classes from './patients.module.css';

const PAGE_SIZE = 25;
const SEARCH_DELAY_MS = 250;

/** The search and the page live in the address: a reload or the way back shows the same list. */
function useFoundPatients() {
  const { api } = useServices();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const page = Math.max(1, Number(params.get('page')) || 1);
  const [wanted] = useDebouncedValue(search.trim().slice(0, 100), SEARCH_DELAY_MS);
  const read = useRead(
    `${wanted}|${page}`,
    (signal) =>
      api.call(listPatients, {
        signal,
        query: { page: String(page), pageSize: String(PAGE_SIZE), ...(wanted !== '' && { search: wanted }) },
      }),
    useVisitNews(),
  );
  const show = (next: { search: string; page: number }) =>
    setParams(
      {
        ...(next.search !== '' && { search: next.search }),
        ...(next.page > 1 && { page: String(next.page) }),
      },
      { replace: true },
    );
  return { search, page, read, show };
}

/** Everybody the clinic knows, for the front desk and admins. */
export function PatientsPage() {
  const { search, page, read, show } = useFoundPatients();
  const [task, setTask] = useState<PatientTask | null>(null);
  const items = read.value?.items ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask({ kind: 'add' })}>
      New patient
    </Button>
  );
  return (
    <Page title="Patients" actions={add}>
      <Stack>
        <TextInput
          aria-label="Search patients"
          placeholder="Name, e-mail, telephone or date of birth"
          leftSection={<IconSearch size={16} aria-hidden />}
          maw="26rem"
          value={search}
          onChange={(event) => show({ search: event.currentTarget.value, page: 1 })}
        />
        <ProblemAlert problem={read.problem} onRetry={read.reload} />
        <ul className={classes.rows} aria-label="Patients" aria-busy={read.status === 'loading'}>
          {read.status === 'loading' &&
            [1, 2, 3, 4].map((row) => <Skeleton component="li" key={row} h={70} radius="md" />)}
          {items.map((patient) => (
            <PatientRow
              key={patient.id}
              patient={patient}
              onOpen={() => setTask({ kind: 'view', patient })}
            />
          ))}
        </ul>
        {read.status === 'ready' && items.length === 0 && (
          <EmptyState
            icon={<IconUsers size={34} stroke={1.4} aria-hidden />}
            title={search === '' ? 'There are no patients yet' : `Nobody matches “${search}”`}
            text="Patients register themselves, or you add them here."
            action={add}
          />
        )}
        <Pager
          page={page}
          pages={Math.ceil((read.value?.total ?? 0) / PAGE_SIZE)}
          onPage={(next) => show({ search, page: next })}
        />
      </Stack>
      <PatientDialogs task={task} onTask={setTask} onSaved={read.reload} />
    </Page>
  );
}

function PatientRow({ patient, onOpen }: { readonly patient: Patient; readonly onOpen: () => void }) {
  const { name, birthDate, email, phone, hasAccount, guardians, history } = patient;
  const before = historyText(history);
  const facts = [birthDate === null ? null : `born ${formatLocalDate(birthDate)}`, email, phone];
  return (
    <li>
      <UnstyledButton className={classes.row} onClick={onOpen} aria-label={`Open ${name}`}>
        <span className={classes.main}>
          <Text span fw={620} display="block">
            {name}
          </Text>
          <Text span size="sm" c="dimmed" display="block">
            {facts.filter((fact) => fact !== null).join(' · ') || 'Nothing but the name is known'}
          </Text>
        </span>
        <span className={classes.marks}>
          {guardians.length > 0 && (
            <Text span size="sm" c="dimmed">
              with {guardians.map((guardian) => guardian.name).join(', ')}
            </Text>
          )}
          {before !== null && (
            <Badge color="orange" variant="light" c="var(--mantine-color-text)" tt="none" size="lg" fw={550}>
              {before}
            </Badge>
          )}
          {hasAccount && (
            <Badge
              color="gray"
              variant="light"
              c="var(--mantine-color-text)"
              tt="none"
              size="lg"
              fw={550}
              leftSection={<IconUserCheck size={14} aria-hidden />}
            >
              Signs in
            </Badge>
          )}
        </span>
      </UnstyledButton>
    </li>
  );
}

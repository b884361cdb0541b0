import { Paper, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Doctor, listDoctors } from '@openslot/shared/contracts/doctors';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import classes from './schedule.module.css';
import { RequestsOfAll } from './visits/requests-panel.tsx';

const PAGE_SIZE = 24;
const SEARCH_DELAY_MS = 250;

function DoctorCard({ doctor }: { doctor: Doctor }) {
  return (
    <Paper component={Link} to={`/schedule/${doctor.id}`} withBorder p="md" className={classes.doctor}>
      <div>
        <Text fw={600}>{doctor.name}</Text>
        <Text size="sm" c="dimmed">
          {doctor.specialty}
        </Text>
      </div>
      <IconChevronRight size={18} aria-hidden />
    </Paper>
  );
}

/** The front desk's and admins' way to a schedule. */
export function ChooseDoctor() {
  const { api } = useServices();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const [page, setPage] = useState(1);
  const read = useRead(`${wanted}|${page}`, (signal) =>
    api.call(listDoctors, {
      signal,
      query: {
        page: String(page),
        pageSize: String(PAGE_SIZE),
        ...(wanted === '' ? {} : { search: wanted }),
      },
    }),
  );
  const items = read.value?.items ?? [];
  const pages = Math.ceil((read.value?.total ?? 0) / PAGE_SIZE);
  return (
    <Page title="Schedules" subtitle="Choose a doctor to see and change the schedule.">
      <RequestsOfAll />
      <Stack>
        <TextInput
          aria-label="Search by name or specialty"
          placeholder="Search by name or specialty"
          leftSection={<IconSearch size={16} aria-hidden />}
          maw="24rem"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setPage(1);
          }}
        />
        <ProblemAlert problem={read.problem} onRetry={read.reload} />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {read.status === 'loading' &&
            [1, 2, 3, 4, 5, 6].map((row) => <Skeleton key={row} h={76} radius="lg" />)}
          {items.map((doctor) => (
            <DoctorCard key={doctor.id} doctor={doctor} />
          ))}
        </SimpleGrid>
        {read.status === 'ready' && items.length === 0 && (
          <EmptyState
            title={wanted === '' ? 'There are no doctors yet' : `Nobody matches “${wanted}”`}
            text={
              wanted === ''
                ? 'An admin adds doctors under Admin.'
                : 'Try a part of the name or the specialty.'
            }
          />
        )}
        <Pager page={page} pages={pages} onPage={setPage} />
      </Stack>
    </Page>
  );
}

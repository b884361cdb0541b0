import { Button, Group, Skeleton, Stack, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type Doctor, listDoctors } from '@openslot/shared/contracts/doctors';
import { IconPlus, IconSearch, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import classes from '../admin.module.css';
import { useSearchFilter } from '../use-search-filter.ts';
import { DoctorDialogs, type DoctorTask } from './doctor-dialogs.tsx';
import { DoctorRow } from './doctor-row.tsx';

const PAGE_SIZE = 20;
const SEARCH_DELAY_MS = 250;

function useDoctors() {
  const { api } = useServices();
  const filter = useSearchFilter();
  const search = filter.get('q') ?? '';
  const inactive = filter.get('inactive') === '1';
  const page = Math.max(1, Number.parseInt(filter.get('page') ?? '1', 10) || 1);
  const read = useRead(`${search}|${inactive}|${page}`, (signal) =>
    api.call(listDoctors, {
      signal,
      query: {
        page: String(page),
        pageSize: String(PAGE_SIZE),
        ...(search === '' ? {} : { search }),
        ...(inactive ? { includeInactive: 'true' as const } : {}),
      },
    }),
  );
  return { read, filter, search, inactive, page };
}

function Nobody({ search, onAdd }: { search: string; onAdd: () => void }) {
  return search === '' ? (
    <EmptyState
      icon={<IconStethoscope size={32} aria-hidden />}
      title="No doctors yet"
      text="Add the first doctor, then their weekly hours. Patients can book from then on."
      action={<Button onClick={onAdd}>Add a doctor</Button>}
    />
  ) : (
    <EmptyState
      title={`Nobody matches “${search}”`}
      text="Try a part of the name or the specialty, or show inactive doctors too."
    />
  );
}

/** Every doctor of the clinic: find, add, change, stop offering. */
export function DoctorsPanel() {
  const { read, filter, search, inactive, page } = useDoctors();
  const [text, setText] = useState(search);
  const [task, setTask] = useState<DoctorTask | null>(null);
  const find = useDebouncedCallback((value: string) => filter.set({ q: value.trim() }), SEARCH_DELAY_MS);
  const items: readonly Doctor[] = read.value?.items ?? [];
  const pages = Math.ceil((read.value?.total ?? 0) / PAGE_SIZE);
  return (
    <Stack>
      <Group justify="space-between">
        <Group>
          <TextInput
            aria-label="Search by name or specialty"
            placeholder="Search by name or specialty"
            w={{ base: '100%', xs: '18rem' }}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              find(event.currentTarget.value);
            }}
          />
          <Switch
            label="Show inactive"
            checked={inactive}
            onChange={(event) => filter.set({ inactive: event.currentTarget.checked ? '1' : null })}
          />
        </Group>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask({ kind: 'add' })}>
          Add a doctor
        </Button>
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      <ul className={classes.rows} aria-label="Doctors" aria-busy={read.status === 'loading'}>
        {read.status === 'loading' &&
          [1, 2, 3, 4, 5].map((row) => <Skeleton component="li" key={row} h={68} radius="md" />)}
        {items.map((doctor) => (
          <DoctorRow key={doctor.id} doctor={doctor} onTask={setTask} />
        ))}
      </ul>
      {read.status === 'ready' && items.length === 0 && (
        <Nobody search={search} onAdd={() => setTask({ kind: 'add' })} />
      )}
      <Pager page={page} pages={pages} onPage={(next) => filter.set({ page: String(next) })} />
      <DoctorDialogs
        task={task}
        specialties={read.value?.specialties ?? []}
        onClose={() => setTask(null)}
        onSaved={read.reload}
      />
    </Stack>
  );
}

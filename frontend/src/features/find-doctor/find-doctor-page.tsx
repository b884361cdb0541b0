import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { listDoctors } from '@openslot/shared/contracts/doctors';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { IconSearch, IconStethoscope } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { useSeenAgain } from '../../sync/use-seen-again.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AnyDoctorCard, AnyDoctorLinks } from './any-doctor.tsx';
import { DoctorCard, DoctorCardSkeleton } from './doctor-card.tsx';
import { type DoctorFilters, useDoctorFilters } from './doctor-filters.ts';
import classes from './find-doctor.module.css';
import { sharedSpecialties } from './shared-specialties.ts';

const PAGE_SIZE = 12;

export function FindDoctorPage() {
  const { api } = useServices();
  const [filters, setFilters] = useDoctorFilters();
  const { search, specialty, page } = filters;
  const seen = useSeenAgain();
  const doctors = useRead(
    'doctors',
    (signal) =>
      api.call(listDoctors, {
        query: {
          page: String(page),
          pageSize: String(PAGE_SIZE),
          ...(search.trim() === '' ? {} : { search: search.trim() }),
          ...(specialty === '' ? {} : { specialty }),
        },
        signal,
      }),
    JSON.stringify({ ...filters, seen }),
  );
  const visitTypes = useRead(
    'visit-types',
    (signal) => api.call(listVisitTypes, { query: {}, signal }),
    seen,
  );
  const found = doctors.value;
  const pages = found === undefined ? 0 : Math.ceil(found.total / PAGE_SIZE);

  return (
    <Page title="Find a doctor" subtitle="Times are live: what you see as free can be booked this moment.">
      <Filters filters={filters} specialties={found?.specialties ?? []} onChange={setFilters} />
      <p className="visually-hidden" role="status">
        {found === undefined ? '' : `${found.total} ${found.total === 1 ? 'doctor' : 'doctors'} found`}
      </p>
      <ProblemAlert problem={doctors.problem} onRetry={doctors.reload} />
      {found?.items.length === 0 && <NobodyFound filters={filters} onReset={() => setFilters(NO_FILTERS)} />}
      {specialty === '' && search.trim() === '' && page === 1 && (
        <AnyDoctorLinks specialties={found === undefined ? [] : sharedSpecialties(found)} />
      )}
      {specialty !== '' && found !== undefined && found.total > 1 && page === 1 && (
        <AnyDoctorCard specialty={specialty} />
      )}
      <ul className={classes.cards} aria-busy={doctors.status === 'loading'}>
        {doctors.status === 'loading' &&
          SKELETONS.map((id) => (
            <li key={id}>
              <DoctorCardSkeleton />
            </li>
          ))}
        {found?.items.map((doctor) => (
          <li key={doctor.id}>
            <DoctorCard doctor={doctor} visitTypes={visitTypes.value?.items ?? []} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} onPage={(next) => setFilters({ page: next })} />
    </Page>
  );
}

const NO_FILTERS: DoctorFilters = { search: '', specialty: '', page: 1 };
const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];

interface FiltersProps {
  readonly filters: DoctorFilters;
  readonly specialties: readonly string[];
  readonly onChange: (changes: Partial<DoctorFilters>) => void;
}

function Filters({ filters, specialties, onChange }: FiltersProps) {
  const [typed, setTyped] = useState(filters.search);
  const searchFor = useDebouncedCallback((search: string) => onChange({ search }), 250);
  // The back button changes the address without anybody typing.
  useEffect(() => setTyped(filters.search), [filters.search]);
  const options = filters.specialty === '' ? specialties : [...new Set([...specialties, filters.specialty])];
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.searchField}
        size="md"
        label="Name or specialty"
        placeholder="For example “Weber” or “skin”"
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        maxLength={100}
        type="search"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          searchFor(event.currentTarget.value);
        }}
      />
      <NativeSelect
        className={classes.specialtyField}
        size="md"
        label="Specialty"
        data={[{ value: '', label: 'All specialties' }, ...options]}
        value={filters.specialty}
        onChange={(event) => onChange({ specialty: event.currentTarget.value })}
      />
    </search>
  );
}

function NobodyFound({ filters, onReset }: { filters: DoctorFilters; onReset: () => void }) {
  const isFiltered = filters.search !== '' || filters.specialty !== '';
  return (
    <EmptyState
      icon={<IconStethoscope size={36} stroke={1.4} aria-hidden />}
      title={isFiltered ? 'No doctor matches your search' : 'No doctor can be booked here yet'}
      text={
        isFiltered
          ? 'Try a shorter word, or look at everybody.'
          : 'As soon as the clinic adds its doctors, they appear here.'
      }
      action={isFiltered ? <Button onClick={onReset}>Show all doctors</Button> : undefined}
    />
  );
}

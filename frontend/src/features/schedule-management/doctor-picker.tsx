import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Doctor, listDoctors } from '@openslot/shared/contracts/doctors';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';

const SEARCH_DELAY_MS = 250;

/** Goes to another doctor's schedule; stays on the same tab. */
export function DoctorPicker({ doctor }: { doctor: Doctor }) {
  const { api } = useServices();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search === doctor.name ? '' : search.trim(), SEARCH_DELAY_MS);
  const read = useRead(`doctors|${wanted}`, (signal) =>
    api.call(listDoctors, {
      signal,
      query: { pageSize: '50', includeInactive: 'true', ...(wanted === '' ? {} : { search: wanted }) },
    }),
  );
  const found = read.value?.items ?? [];
  const options = found.some(({ id }) => id === doctor.id) ? found : [doctor, ...found];
  const tab = params.get('tab');
  return (
    <Select
      label="Doctor"
      w={{ base: '100%', xs: '18rem' }}
      searchable
      allowDeselect={false}
      value={doctor.id}
      searchValue={search}
      onSearchChange={setSearch}
      // The server searched by name and specialty already.
      filter={({ options: all }) => all}
      nothingFoundMessage={read.status === 'failed' ? 'The doctors could not be read' : 'No doctor found'}
      data={options.map(({ id, name, active }) => ({
        value: id,
        label: active ? name : `${name} (inactive)`,
      }))}
      onChange={(id) => {
        if (id !== null && id !== doctor.id) {
          void navigate(`/schedule/${id}${tab === null ? '' : `?tab=${tab}`}`);
        }
      }}
    />
  );
}

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listPatients } from '@openslot/shared/contracts/patients';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';

interface Props {
  readonly value: string | null;
  readonly error: string | null;
  readonly onChange: (patientId: string | null) => void;
}

/** Whom staff books for, found by name or e-mail. */
export function PatientSelect({ value, error, onChange }: Props) {
  const { api } = useServices();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const found = useRead(
    'patients',
    (signal) =>
      api.call(listPatients, {
        query: { pageSize: '20', ...(wanted === '' ? {} : { search: wanted.slice(0, 100) }) },
        signal,
      }),
    wanted,
  );
  const options = (found.value?.items ?? []).map(({ id, name, email }) => ({
    value: id,
    label: email === null ? name : `${name} (${email})`,
  }));
  return (
    <Select
      label="Patient"
      placeholder="Name or e-mail"
      data={options}
      value={value}
      error={error ?? found.problem?.title}
      searchable
      // The server searched already, also in what the label does not show.
      filter={({ options: all }) => all}
      onSearchChange={setSearch}
      onChange={onChange}
      nothingFoundMessage={found.status === 'loading' ? 'Searching…' : 'Nobody found'}
    />
  );
}

import { Select, type SelectProps, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Doctor, listDoctors, readDoctor } from '@openslot/shared/contracts/doctors';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type Read, useRead } from '../../lib/use-read.ts';

const PAGE_SIZE = 20;

/** One doctor by id, whether or not a list shows them; the value is null while nobody is chosen. */
export function useDoctor(doctorId: string | null): Read<Doctor | null> {
  const { api } = useServices();
  return useRead(`doctor|${doctorId}`, async (signal) =>
    doctorId === null ? null : api.call(readDoctor, { params: { doctorId }, signal }),
  );
}

interface Props
  extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable' | 'filter' | 'renderOption'> {
  readonly value: string | null;
  /** The profile of who is chosen, as far as it was read. */
  readonly chosen: Doctor | null | undefined;
  readonly onChange: (doctorId: string | null) => void;
}

/** One of any number of doctors, active or not: the clinic is asked for the words that were typed. */
export function DoctorSelect({ value, chosen, onChange, error, ...rest }: Props) {
  const { api } = useServices();
  const [typed, setTyped] = useState('');
  // The name of who is chosen stands in the field, but nobody typed it to search for it.
  const wanted = typed === chosen?.name ? '' : typed.trim().slice(0, 100);
  const [search] = useDebouncedValue(wanted, 250);
  const found = useRead(
    'doctor-select',
    (signal) =>
      api.call(listDoctors, {
        query: {
          pageSize: String(PAGE_SIZE),
          includeInactive: 'true',
          ...(search === '' ? {} : { search }),
        },
        signal,
      }),
    search,
  );
  const items = found.value?.items ?? [];
  const known = chosen === null || chosen === undefined || items.some(({ id }) => id === chosen.id);
  const matching = (known ? items : [chosen, ...items]).filter((doctor) => matches(doctor, wanted));
  const doctors = new Map(matching.map((doctor) => [doctor.id, doctor]));
  return (
    <Select
      {...rest}
      data={[...doctors.values()].map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error ?? (found.status === 'failed' ? 'The doctors could not be read' : undefined)}
      searchable
      // Both the clinic and `matches` searched, also in what the label does not show.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={onChange}
      nothingFoundMessage={found.status === 'loading' || search !== wanted ? 'Searching…' : 'No doctor found'}
      renderOption={({ option }) => {
        const doctor = doctors.get(option.value);
        return (
          <div>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {doctor?.specialty}
              {doctor?.active === false && ' · inactive'}
            </Text>
          </div>
        );
      }}
    />
  );
}

/** As the clinic searches, until its answer is there: every word occurs in name or specialty. */
function matches({ name, specialty }: Doctor, wanted: string): boolean {
  const text = `${name} ${specialty}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

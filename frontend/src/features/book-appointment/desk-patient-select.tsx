import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createPatient, listPatients, type Patient, readPatient } from '@openslot/shared/contracts/patients';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { formatLocalDate } from '../../lib/format.ts';
import { useRead } from '../../lib/use-read.ts';
import { historyText } from '../../ui/people/history-text.ts';
import { PatientForm } from '../../ui/people/patient-form.tsx';
import { NEW_PATIENT } from '../../ui/people/use-patient-form.ts';
import type { PatientSelectProps } from './patient-select-props.ts';

/** Anybody, found by name, e-mail, telephone number or date of birth; who is not there yet is added in place. */
export function DeskPatientSelect({ value, error, onChange }: PatientSelectProps) {
  const { api } = useServices();
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const chosen = useChosen(value);
  const found = useRead(
    'patients',
    (signal) =>
      api.call(listPatients, {
        query: {
          pageSize: '20',
          ...(wanted === '' || wanted === labelOf(chosen) ? {} : { search: wanted.slice(0, 100) }),
        },
        signal,
      }),
    wanted,
  );
  const others = (found.value?.items ?? []).filter(({ id }) => id !== chosen?.id);
  const options = [...(chosen === null ? [] : [chosen]), ...others].map((patient) => ({
    value: patient.id,
    label: labelOf(patient),
  }));
  const before = chosen === null ? null : historyText(chosen.history);
  const choose = (id: string | null) => {
    onChange(id);
    setAdding(false);
  };
  return (
    <Stack gap={4}>
      <Select
        label="Patient"
        placeholder="Name, e-mail, telephone or date of birth"
        data={options}
        value={value}
        error={error ?? found.problem?.title}
        searchable
        // The server searched already, also in what the label does not show.
        filter={({ options: all }) => all}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={choose}
        nothingFoundMessage={found.status === 'loading' ? 'Searching…' : 'Nobody found'}
      />
      {before !== null && <Text size="sm">Before: {before}.</Text>}
      <Group>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          New patient
        </Button>
      </Group>
      <Modal opened={adding} onClose={() => setAdding(false)} title="New patient">
        <PatientForm
          initial={{ ...NEW_PATIENT, name: value === null ? search.trim() : '' }}
          schema={createPatient.body}
          saveLabel="Add and choose"
          onSave={async (fields, allowDuplicate) => {
            const { patient } = await api.call(createPatient, { body: { ...fields, allowDuplicate } });
            choose(patient.id);
          }}
          onUse={({ id }) => choose(id)}
          onCancel={() => setAdding(false)}
        />
      </Modal>
    </Stack>
  );
}

/** The chosen patient in full, also when no search finds them. */
function useChosen(patientId: string | null): Patient | null {
  const { api } = useServices();
  const read = useRead(patientId ?? '', async (signal) =>
    patientId === null ? null : (await api.call(readPatient, { params: { patientId }, signal })).patient,
  );
  return read.value ?? null;
}

/** People of one name are told apart by their mail or date of birth. */
function labelOf(patient: Patient | null): string {
  if (patient === null) {
    return '';
  }
  const { name, email, birthDate } = patient;
  const more = email ?? (birthDate === null ? null : `born ${formatLocalDate(birthDate)}`);
  return more === null ? name : `${name} (${more})`;
}

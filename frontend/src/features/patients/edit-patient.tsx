import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listPatients, Patient, updatePatient } from '@openslot/shared/contracts/patients';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { toApiError } from '../../lib/api-error.ts';
import { currentOf } from '../../lib/problem-fields.ts';
import { useRead } from '../../lib/use-read.ts';
import { PatientForm } from '../../ui/people/patient-form.tsx';
import { StaleAlert } from '../../ui/stale-alert.tsx';

interface Props {
  readonly patient: Patient;
  readonly onBack: (patient: Patient) => void;
  readonly onSaved: (patient: Patient) => void;
}

const draftOf = ({ name, birthDate, email, phone }: Patient) => ({
  name,
  birthDate: birthDate ?? '',
  email: email ?? '',
  phone: phone ?? '',
});

const SEARCH_DELAY_MS = 250;
const MAX_GUARDIANS = 10;

/** Changes what is known of a patient, and who may book for them. */
export function EditPatient({ patient, onBack, onSaved }: Props) {
  const { api } = useServices();
  const [base, setBase] = useState(patient);
  const [theirs, setTheirs] = useState<Patient | null>(null);
  const [guardianIds, setGuardianIds] = useState(patient.guardians.map(({ id }) => id));
  const notice = useRef<HTMLDivElement>(null);
  const loadTheirs = () => {
    if (theirs !== null) {
      setBase(theirs);
      setGuardianIds(theirs.guardians.map(({ id }) => id));
      setTheirs(null);
    }
  };
  return (
    <PatientForm
      key={base.version}
      initial={draftOf(base)}
      schema={updatePatient.body}
      saveLabel="Save"
      onSave={async (fields, allowDuplicate) => {
        try {
          const { patient: saved } = await api.call(updatePatient, {
            params: { patientId: base.id },
            body: { ...fields, guardianIds, allowDuplicate, version: (theirs ?? base).version },
          });
          onSaved(saved);
        } catch (error) {
          setTheirs(currentOf(toApiError(error).problem, Patient) ?? null);
          throw error;
        }
      }}
      onCancel={() => onBack(base)}
    >
      <Guardians patient={base} value={guardianIds} onChange={setGuardianIds} />
      {theirs !== null && (
        <div ref={notice}>
          <StaleAlert
            theirs={linesOf(theirs)}
            busy={false}
            onLoadTheirs={loadTheirs}
            onSaveMine={() => notice.current?.closest('form')?.requestSubmit()}
          />
        </div>
      )}
    </PatientForm>
  );
}

function linesOf({ name, birthDate, email, phone, guardians }: Patient): string[] {
  const names = guardians.map((guardian) => guardian.name).join(', ');
  return [name, birthDate, email, phone, names === '' ? null : `with ${names}`].filter(
    (line) => line !== null,
  );
}

interface GuardiansProps {
  readonly patient: Patient;
  readonly value: string[];
  readonly onChange: (ids: string[]) => void;
}

function Guardians({ patient, value, onChange }: GuardiansProps) {
  const { api } = useServices();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim().slice(0, 100), SEARCH_DELAY_MS);
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(
    new Map(patient.guardians.map(({ id, name }) => [id, name])),
  );
  const read = useRead(`guardians|${wanted}`, (signal) =>
    api.call(listPatients, { signal, query: { pageSize: '20', ...(wanted !== '' && { search: wanted }) } }),
  );
  const found = (read.value?.items ?? []).filter(({ id }) => id !== patient.id);
  const names = new Map([...seen, ...found.map(({ id, name }) => [id, name] as const)]);
  return (
    <MultiSelect
      label="Guardians"
      description="They may book, move and cancel visits for this patient."
      placeholder={value.length === 0 ? 'Name or e-mail of a patient' : ''}
      searchable
      maxValues={MAX_GUARDIANS}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      // The server searched already, also in what the label does not show.
      filter={({ options }) => options}
      value={value}
      onSearchChange={setSearch}
      onChange={(ids) => {
        setSeen(names);
        onChange(ids);
      }}
      nothingFoundMessage="Nobody found"
    />
  );
}

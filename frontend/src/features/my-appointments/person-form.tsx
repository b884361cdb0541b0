import { Button, Group, Stack, TextInput } from '@mantine/core';
import { MyPatient, updateMyPatient } from '@openslot/shared/contracts/patients';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { currentOf, fieldErrorsOf } from '../../lib/problem-fields.ts';
import { schemaErrors } from '../../lib/schema-errors.ts';
import { BirthDateInput } from '../../ui/people/birth-date-input.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

interface Props {
  readonly person: MyPatient;
  readonly onCancel: () => void;
  readonly onSaved: (person: MyPatient, claimed: boolean) => void;
}

const FIELDS = ['name', 'birthDate', 'phone'] as const;

function usePersonForm({ person, onSaved }: Props) {
  const { api, session, sync } = useServices();
  const [draft, setDraft] = useState({
    name: person.name,
    birthDate: person.birthDate ?? '',
    phone: person.phone ?? '',
  });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const body = {
    version: currentOf(problem, MyPatient)?.version ?? person.version,
    name: draft.name,
    birthDate: draft.birthDate === '' ? null : draft.birthDate,
    phone: draft.phone.trim() === '' ? null : draft.phone,
  };
  const found = schemaErrors(updateMyPatient.body, body);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length > 0) {
      return;
    }
    setBusy(true);
    try {
      const saved = await api.call(updateMyPatient, { params: { patientId: person.id }, body });
      if (saved.claimed) {
        await session.reload();
        // The visits of that record are theirs now.
        sync.refreshAppointments();
      }
      onSaved(saved.patient, saved.claimed);
    } catch (error) {
      setProblem(toApiError(error).problem);
      setBusy(false);
    }
  };
  const errors: Readonly<Record<string, string>> = { ...fieldErrorsOf(problem), ...(checked ? found : {}) };
  return {
    draft,
    set: (change: Partial<typeof draft>) => setDraft({ ...draft, ...change }),
    errors,
    problem,
    busy,
    save,
  };
}

/** One's own details, or those of somebody one looks after. What was typed stays when somebody else saved meanwhile. */
export function PersonForm(props: Props) {
  const { draft, set, errors, problem, busy, save } = usePersonForm(props);
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="sm">
        <ProblemAlert problem={problem} shown={FIELDS} />
        <TextInput
          label="Name"
          required
          data-autofocus
          value={draft.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <BirthDateInput
          value={draft.birthDate}
          error={errors.birthDate}
          onChange={(birthDate) => set({ birthDate })}
        />
        <TextInput
          type="tel"
          label="Telephone"
          description="Optional; where the clinic reaches you."
          value={draft.phone}
          error={errors.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

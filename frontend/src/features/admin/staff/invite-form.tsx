import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import { inviteStaff, type StaffRole } from '@openslot/shared/contracts/staff';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { schemaErrors } from '../../../lib/schema-errors.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { DoctorSelect, useDoctor } from '../doctor-select.tsx';
import type { Invited } from './staff-task.ts';
import { ROLE_OPTIONS } from './staff-texts.ts';

interface Props {
  /** Invites for this doctor's profile. */
  readonly doctorId: string | null;
  readonly onDirty: () => void;
  readonly onClose: () => void;
  readonly onInvited: (invited: Invited) => void;
}

interface Draft {
  /** Null until it is typed: a doctor's is taken from the profile. */
  readonly name: string | null;
  readonly email: string;
  readonly role: StaffRole;
  readonly doctorId: string | null;
}

const FIELDS = ['name', 'email', 'role', 'doctorId'] as const;

function bodyOf(draft: Draft, doctor: Doctor | null) {
  return {
    name: draft.name ?? doctor?.name ?? '',
    email: draft.email.trim(),
    role: draft.role,
    ...(draft.role === 'doctor' && draft.doctorId !== null ? { doctorId: draft.doctorId } : {}),
  };
}

function useInviteForm({ doctorId, onInvited }: Props) {
  const { api } = useServices();
  const [draft, setDraft] = useState<Draft>({ name: null, email: '', role: 'doctor', doctorId });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const profile = useDoctor(draft.doctorId);
  const doctor = profile.value ?? null;
  // Sending before the name came would refuse for a name that nobody has to type.
  const naming = draft.name === null && draft.role === 'doctor' && profile.status === 'loading';
  const body = bodyOf(draft, draft.role === 'doctor' ? doctor : null);
  const found = checked ? schemaErrors(inviteStaff.body, body) : {};
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(schemaErrors(inviteStaff.body, body)).length > 0) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      onInvited(await api.call(inviteStaff, { body }));
    } catch (error) {
      setProblem(toApiError(error).problem);
      setBusy(false);
    }
  };
  const errors: Readonly<Record<string, string>> = { ...fieldErrorsOf(problem), ...found };
  return { draft, setDraft, name: body.name, doctor, errors, problem, busy: busy || naming, submit };
}

/** Invites a doctor, front desk or admin; the answer is a link, not an e-mail. */
export function InviteForm(props: Props) {
  const { draft, setDraft, name, doctor, errors, problem, busy, submit } = useInviteForm(props);
  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    props.onDirty();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ProblemAlert problem={problem} shown={FIELDS} />
        <Select
          label="Role"
          required
          allowDeselect={false}
          data={ROLE_OPTIONS}
          value={draft.role}
          error={errors.role}
          onChange={(role) => set({ role: (role ?? 'doctor') as StaffRole })}
        />
        {draft.role === 'doctor' && (
          <DoctorSelect
            label="Doctor’s profile"
            description="The schedule this person signs in to."
            required
            allowDeselect={false}
            value={draft.doctorId}
            chosen={doctor}
            error={errors.doctorId}
            onChange={(doctorId) => set({ doctorId })}
          />
        )}
        <TextInput
          label="Name"
          required
          value={name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          autoComplete="off"
          value={draft.email}
          error={errors.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

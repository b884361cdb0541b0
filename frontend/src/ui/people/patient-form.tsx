import { Alert, Button, Group, List, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatLocalDate } from '../../lib/format.ts';
import { ProblemAlert } from '../problem-alert.tsx';
import { BirthDateInput } from './birth-date-input.tsx';
import { type PatientFormInput, type SamePatient, usePatientForm } from './use-patient-form.ts';

interface Props extends PatientFormInput {
  readonly saveLabel: string;
  readonly onCancel: () => void;
  /** Takes a record that is there already in place of a new one; left out where that makes no sense. */
  readonly onUse?: (patient: SamePatient) => void;
  /** More fields. */
  readonly children?: ReactNode;
}

const FIELDS = ['name', 'birthDate', 'email', 'phone'] as const;

/** A patient as the desk writes them down: only the name must be known. */
export function PatientForm(props: Props) {
  const form = usePatientForm(props);
  const { draft, set, errors, busy, same } = form;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <ProblemAlert problem={form.problem} shown={FIELDS} />
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={120}
          autoComplete="off"
          value={draft.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <BirthDateInput
          value={draft.birthDate}
          error={errors.birthDate}
          description="Tells people of the same name apart."
          onChange={(birthDate) => set({ birthDate })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            type="email"
            label="E-mail"
            description="Optional"
            autoComplete="off"
            value={draft.email}
            error={errors.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <TextInput
            type="tel"
            label="Telephone"
            description="Optional"
            autoComplete="off"
            value={draft.phone}
            error={errors.phone}
            onChange={(event) => set({ phone: event.currentTarget.value })}
          />
        </SimpleGrid>
        {props.children}
        {same.length > 0 && <Same same={same} busy={busy} onUse={props.onUse} onAnyway={form.saveAnyway} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={same.length > 0}>
            {props.saveLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface SameProps {
  readonly same: readonly SamePatient[];
  readonly busy: boolean;
  readonly onUse: ((patient: SamePatient) => void) | undefined;
  readonly onAnyway: () => Promise<void>;
}

/** Two records of one person are hard to put together again: the desk decides, knowing whom it already has. */
function Same({ same, busy, onUse, onAnyway }: SameProps) {
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconUsers aria-hidden />}
      title="There is a patient of this name and date of birth already"
      styles={{ body: { minWidth: 0 }, label: { whiteSpace: 'normal' } }}
    >
      <List size="sm" mb="sm" spacing="xs">
        {same.map((patient) => (
          <List.Item key={patient.id}>
            <Text size="sm">{factsOf(patient)}</Text>
            {onUse !== undefined && (
              <Button mt={4} size="compact-md" variant="default" onClick={() => onUse(patient)}>
                Use this record
              </Button>
            )}
          </List.Item>
        ))}
      </List>
      <Text size="sm" mb={4}>
        Is it somebody else?
      </Text>
      <Button size="compact-md" variant="default" loading={busy} onClick={() => void onAnyway()}>
        Save anyway
      </Button>
    </Alert>
  );
}

function factsOf({ name, birthDate, email, phone }: SamePatient): string {
  const born = birthDate === null ? null : `born ${formatLocalDate(birthDate)}`;
  return [name, born, email, phone].filter((fact) => fact !== null).join(' · ');
}

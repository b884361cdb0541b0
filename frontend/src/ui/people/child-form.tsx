import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { fieldErrorsOf } from '../../lib/problem-fields.ts';
import { schemaErrors } from '../../lib/schema-errors.ts';
import { ProblemAlert } from '../problem-alert.tsx';
import { BirthDateInput } from './birth-date-input.tsx';

export interface ChildInput {
  readonly name: string;
  readonly birthDate: string;
}

interface Props {
  /** What the contract asks of the two fields. */
  readonly schema: z.ZodType;
  /** Throws what the API throws; the form shows it and keeps what was typed. */
  readonly onSave: (input: ChildInput) => Promise<void>;
  readonly onCancel: () => void;
}

const FIELDS = ['name', 'birthDate'] as const;

/** Adds a child, or somebody else one looks after. */
export function ChildForm({ schema, onSave, onCancel }: Props) {
  const [input, setInput] = useState<ChildInput>({ name: '', birthDate: '' });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = { ...fieldErrorsOf(problem), ...(checked ? errorsOf(schema, input) : {}) };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // It may stand inside the form of a booking, which must not be sent by it.
    event.stopPropagation();
    setChecked(true);
    if (Object.keys(errorsOf(schema, input)).length > 0) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onSave(input);
    } catch (error) {
      setProblem(toApiError(error).problem);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <ProblemAlert problem={problem} shown={FIELDS} />
        <TextInput
          label="Name"
          required
          data-autofocus
          autoFocus
          maxLength={120}
          autoComplete="off"
          value={input.name}
          error={errors.name}
          onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
        />
        <BirthDateInput
          required
          value={input.birthDate}
          error={errors.birthDate}
          onChange={(birthDate) => setInput({ ...input, birthDate })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function errorsOf(schema: z.ZodType, input: ChildInput): Readonly<Record<string, string>> {
  const found = schemaErrors(schema, input);
  return input.birthDate === '' ? { ...found, birthDate: 'Is needed' } : found;
}

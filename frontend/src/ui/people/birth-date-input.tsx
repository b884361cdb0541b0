import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly error: ReactNode;
  readonly required?: boolean;
  readonly description?: string;
  readonly onChange: (value: string) => void;
}

/** A date of birth, in the order in which this device writes dates; typed, since nobody leafs back forty years. */
export function BirthDateInput({ value, error, required = false, description, onChange }: Props) {
  return (
    <TextInput
      type="date"
      label="Date of birth"
      description={description}
      required={required}
      min="1880-01-01"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

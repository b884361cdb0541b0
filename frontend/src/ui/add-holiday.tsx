import { Button, Group, TextInput } from '@mantine/core';
import { Holiday } from '@openslot/shared/contracts/holidays';
import { type FormEvent, useState } from 'react';

interface Props {
  readonly onAdd: (holiday: Holiday) => void;
}

const EMPTY = { date: '', name: '' };

/** One more date for the list; it counts once the list is saved. */
export function AddHoliday({ onAdd }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  const [checked, setChecked] = useState(false);
  const parsed = Holiday.safeParse(draft);
  const wrong = parsed.success || !checked ? [] : parsed.error.issues.map((issue) => issue.path[0]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(!parsed.success);
    if (parsed.success) {
      onAdd(parsed.data);
      setDraft(EMPTY);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="sm">
        <TextInput
          type="date"
          label="Date"
          value={draft.date}
          error={wrong.includes('date') ? 'Choose a date' : undefined}
          onChange={(event) => setDraft({ ...draft, date: event.currentTarget.value })}
        />
        <TextInput
          label="Name"
          maxLength={100}
          value={draft.name}
          error={wrong.includes('name') ? 'Enter a name' : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Button type="submit" variant="light" mt={25}>
          Add holiday
        </Button>
      </Group>
    </form>
  );
}

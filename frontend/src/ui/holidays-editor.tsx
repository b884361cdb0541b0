import { ActionIcon, Alert, Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import type { Holiday } from '@openslot/shared/contracts/holidays';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatLocalDateLong } from '../lib/format.ts';
import { holidaysFromIcs, IcsFileError } from '../lib/holiday-ics.ts';
import { AddHoliday } from './add-holiday.tsx';
import classes from './holidays-editor.module.css';

interface Props {
  readonly holidays: readonly Holiday[];
  /** What the list is for. */
  readonly intro: string;
  readonly onChange: (holidays: readonly Holiday[]) => void;
  /** The dates of those that are being saved; until they are, nothing can be changed. */
  readonly saving?: ReadonlySet<string> | undefined;
}

/** These holidays and those, which win on their dates; by date. */
function withHolidays(holidays: readonly Holiday[], more: readonly Holiday[]): Holiday[] {
  const replaced = new Set(more.map(({ date }) => date));
  const kept = holidays.filter(({ date }) => !replaced.has(date));
  return [...kept, ...more].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** A list of holidays: dates are added by hand or read from a calendar file, whole or not at all. Saves nothing. */
export function HolidaysEditor({ holidays, intro, onChange, saving }: Props) {
  const [fileError, setFileError] = useState<string | null>(null);
  const [found, setFound] = useState<number | null>(null);
  const importFile = async (file: File) => {
    setFound(null);
    setFileError(null);
    try {
      const read = holidaysFromIcs(await file.text());
      onChange(withHolidays(holidays, read));
      setFound(read.length);
    } catch (error) {
      setFileError(error instanceof IcsFileError ? error.message : 'The file could not be read.');
    }
  };
  return (
    <fieldset disabled={saving !== undefined} className={classes.editor}>
      <Stack>
        <Group justify="space-between">
          <Text c="dimmed" maw="40rem">
            {intro}
          </Text>
          <FileButton
            accept=".ics,text/calendar"
            inputProps={{ 'aria-label': 'Calendar file of holidays' }}
            onChange={(file) => file !== null && void importFile(file)}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                Read an ICS file
              </Button>
            )}
          </FileButton>
        </Group>
        {fileError !== null && (
          <Alert color="red" role="alert" title="Nothing was read from this file">
            {fileError}
          </Alert>
        )}
        <Text size="sm" role="status">
          {found !== null &&
            `${found} ${found === 1 ? 'date was' : 'dates were'} read. They count once saved.`}
        </Text>
        <AddHoliday onAdd={(holiday) => onChange(withHolidays(holidays, [holiday]))} />
        <Stack component="ul" gap="xs" p={0} m={0} aria-label="Holidays">
          {holidays.map(({ date, name }) => (
            <HolidayRow
              key={date}
              date={date}
              name={name}
              saving={saving?.has(date) ?? false}
              onRemove={() => onChange(holidays.filter((holiday) => holiday.date !== date))}
            />
          ))}
        </Stack>
        {holidays.length === 0 && <Text c="dimmed">No holidays yet.</Text>}
      </Stack>
    </fieldset>
  );
}

interface RowProps extends Holiday {
  readonly saving: boolean;
  readonly onRemove: () => void;
}

function HolidayRow({ date, name, saving, onRemove }: RowProps) {
  return (
    <Paper component="li" withBorder px="md" py={4} data-saving={saving || undefined} className={classes.row}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {saving && 'Saving… · '}
            {formatLocalDateLong(date)}
          </Text>
        </div>
        <ActionIcon
          variant="subtle"
          color="red"
          size={44}
          aria-label={`Remove ${name}, ${formatLocalDateLong(date)}`}
          onClick={onRemove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
    </Paper>
  );
}

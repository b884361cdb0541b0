import { ActionIcon, Alert, Button, FileButton, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { type HolidayList, type HolidayVisits, listHolidays } from '@openslot/shared/contracts/holidays';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useServices } from '../../../app/services-context.ts';
import { formatLocalDateLong } from '../../../lib/format.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import classes from '../admin.module.css';
import { AddHoliday } from './add-holiday.tsx';
import { useHolidaysForm } from './use-holidays-form.ts';

/** The dates on which the clinic is closed. */
export function HolidaysPanel() {
  const { api } = useServices();
  const read = useRead('holidays', (signal) => api.call(listHolidays, { signal }));
  if (read.value !== undefined) {
    return <HolidaysForm initial={read.value} />;
  }
  return read.status === 'failed' ? (
    <ProblemAlert problem={read.problem} onRetry={read.reload} />
  ) : (
    <Skeleton h={240} radius="md" />
  );
}

interface WarningProps {
  readonly affected: readonly HolidayVisits[];
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

function VisitsWarning({ affected, busy, onCancel, onSave }: WarningProps) {
  return (
    <Modal opened={affected.length > 0} onClose={onCancel} title="There are visits on these dates">
      <Stack>
        <Text size="sm">
          They stay booked. Cancel them in the doctors' schedules if nobody will be there.
        </Text>
        <ul>
          {affected.map(({ date, visits }) => (
            <li key={date}>
              {formatLocalDateLong(date)}: {visits} {visits === 1 ? 'visit' : 'visits'}
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Go back
          </Button>
          <Button loading={busy} onClick={onSave}>
            Save holidays
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function HolidaysForm({ initial }: { readonly initial: HolidayList }) {
  const form = useHolidaysForm(initial);
  const { holidays, theirs } = form;
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed" maw="40rem">
          No doctor works on a holiday, except where a date override gives the date hours of its own.
        </Text>
        <FileButton
          accept=".ics,text/calendar"
          inputProps={{ 'aria-label': 'Calendar file of holidays' }}
          onChange={(file) => file !== null && void form.importFile(file)}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              Read an ICS file
            </Button>
          )}
        </FileButton>
      </Group>
      {form.fileError !== null && (
        <Alert color="red" role="alert" title="Nothing was read from this file">
          {form.fileError}
        </Alert>
      )}
      {theirs === undefined ? (
        <ProblemAlert problem={form.problem} />
      ) : (
        <Alert color="yellow" role="alert" title="The holidays were changed by someone else meanwhile">
          <Button variant="light" color="yellow" size="compact-sm" c="inherit" onClick={form.loadTheirs}>
            Show theirs
          </Button>
        </Alert>
      )}
      <AddHoliday onAdd={form.add} />
      <ul className={classes.rows} aria-label="Holidays">
        {holidays.map(({ date, name }) => (
          <li key={date} className={classes.row}>
            <Text className={classes.main ?? ''} fw={600}>
              {name}
            </Text>
            <div className={classes.fact}>{formatLocalDateLong(date)}</div>
            <div className={classes.side}>
              <ActionIcon
                variant="subtle"
                color="red"
                size={44}
                aria-label={`Remove ${name}, ${formatLocalDateLong(date)}`}
                onClick={() => form.remove(date)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </div>
          </li>
        ))}
      </ul>
      {holidays.length === 0 && <Text c="dimmed">No holidays yet.</Text>}
      <Group justify="flex-end">
        {form.dirty && (
          <Button variant="default" onClick={form.discard}>
            Discard changes
          </Button>
        )}
        <Button disabled={!form.dirty} loading={form.busy} onClick={() => void form.save()}>
          Save holidays
        </Button>
      </Group>
      <VisitsWarning
        affected={form.affected}
        busy={form.busy}
        onCancel={form.goBack}
        onSave={() => void form.saveAnyway()}
      />
    </Stack>
  );
}

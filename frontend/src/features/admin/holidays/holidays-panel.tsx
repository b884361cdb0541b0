import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { type HolidayList, type HolidayVisits, listHolidays } from '@openslot/shared/contracts/holidays';
import { useServices } from '../../../app/services-context.ts';
import { formatLocalDateLong } from '../../../lib/format.ts';
import { useRead } from '../../../lib/use-read.ts';
import { HolidaysEditor } from '../../../ui/holidays-editor.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleHolidays } from '../../../ui/stale-holidays.tsx';
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
  const { theirs } = form;
  return (
    <Stack>
      {theirs === undefined ? (
        <ProblemAlert problem={form.problem} />
      ) : (
        <StaleHolidays
          base={form.base}
          theirs={theirs.holidays}
          busy={form.busy}
          onLoadTheirs={form.loadTheirs}
          onSaveMine={() => void form.saveOverTheirs()}
          onMerge={form.mergeTheirs}
        />
      )}
      <HolidaysEditor
        intro="No doctor works on a holiday, except where a date override gives the date hours of its own."
        holidays={form.holidays}
        onChange={form.change}
      />
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

import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { type HolidayList, listDoctorHolidays } from '@openslot/shared/contracts/holidays';
import { useEffect } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { holidaysOnTheirs } from '../../../lib/holiday-changes.ts';
import { useRead } from '../../../lib/use-read.ts';
import { HolidaysEditor } from '../../../ui/holidays-editor.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleHolidays } from '../../../ui/stale-holidays.tsx';
import { ownHolidayList, savingHolidays } from '../pending/own-holidays.ts';
import { useSchedule } from '../schedule-context.ts';
import { UnsavedGuard } from '../templates/unsaved-guard.tsx';

/** The holidays of this doctor alone, beside those of the clinic. */
export function HolidaysPanel() {
  const { doctor, version, holidays } = useSchedule();
  const { api } = useServices();
  const read = useRead(
    doctor.id,
    (signal) => api.call(listDoctorHolidays, { signal, params: { doctorId: doctor.id } }),
    version,
  );
  const { setShown } = holidays;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it tells that this part came and went
  useEffect(() => {
    setShown(true);
    return () => setShown(false);
  }, []);
  if (read.value !== undefined) {
    return <HolidaysForm read={read.value} />;
  }
  return read.status === 'failed' ? (
    <ProblemAlert problem={read.problem} onRetry={read.reload} />
  ) : (
    <Skeleton h={240} radius="md" />
  );
}

function HolidaysForm({ read }: { readonly read: HolidayList }) {
  const { own, holidays: form } = useSchedule();
  const { draft, told } = form;
  const known = told !== null && told.version > read.version ? told : read;
  const saving = savingHolidays(own.edits);
  const base = draft?.base ?? ownHolidayList(known, own.edits);
  const holidays = draft?.holidays ?? base.holidays;
  const theirs = draft !== null && known.version > base.version ? known : undefined;
  return (
    <Stack>
      {theirs === undefined ? (
        <ProblemAlert problem={draft?.problem ?? null} />
      ) : (
        <StaleHolidays
          base={base.holidays}
          theirs={theirs.holidays}
          busy={saving !== undefined}
          onLoadTheirs={form.discard}
          onSaveMine={() => void form.save(theirs, holidays)}
          onMerge={() => form.edit(theirs, holidaysOnTheirs(base.holidays, holidays, theirs.holidays))}
        />
      )}
      <HolidaysEditor
        intro="Holidays of this doctor alone; those of the clinic count as well. A date override comes before both."
        holidays={holidays}
        saving={saving}
        onChange={(next) => form.edit(base, next)}
      />
      <Group justify="flex-end">
        {draft !== null && (
          <Button variant="default" onClick={form.discard}>
            Discard changes
          </Button>
        )}
        <Button
          disabled={draft === null}
          loading={saving !== undefined}
          onClick={() => void form.save(base, holidays)}
        >
          Save holidays
        </Button>
      </Group>
      <UnsavedGuard
        dirty={draft !== null || saving !== undefined}
        scope={draft === null ? 'page' : 'view'}
        text="The holidays were changed and not saved yet."
        onLeave={form.discard}
      />
    </Stack>
  );
}

import { Button, Group, Skeleton, Stack } from '@mantine/core';
import {
  type Holiday,
  HolidayList,
  listDoctorHolidays,
  saveDoctorHolidays,
} from '@openslot/shared/contracts/holidays';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import { useRead } from '../../../lib/use-read.ts';
import { HolidaysEditor } from '../../../ui/holidays-editor.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleHolidays } from '../../../ui/stale-holidays.tsx';
import { useSchedule } from '../schedule-context.ts';
import { UnsavedGuard } from '../templates/unsaved-guard.tsx';

/** The holidays of this doctor alone, beside those of the clinic. */
export function HolidaysPanel() {
  const { doctor } = useSchedule();
  const { api } = useServices();
  const read = useRead(doctor.id, (signal) =>
    api.call(listDoctorHolidays, { signal, params: { doctorId: doctor.id } }),
  );
  if (read.value !== undefined) {
    return <HolidaysForm initial={read.value} />;
  }
  return read.status === 'failed' ? (
    <ProblemAlert problem={read.problem} onRetry={read.reload} />
  ) : (
    <Skeleton h={240} radius="md" />
  );
}

function HolidaysForm({ initial }: { readonly initial: HolidayList }) {
  const { doctor, write } = useSchedule();
  const { api, stores } = useServices();
  const [saved, setSaved] = useState(initial);
  const [holidays, setHolidays] = useState<readonly Holiday[]>(initial.holidays);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const theirs = currentOf(problem, HolidayList);
  const dirty = JSON.stringify(holidays) !== JSON.stringify(saved.holidays);
  const show = (list: HolidayList) => {
    setSaved(list);
    setHolidays(list.holidays);
    setProblem(null);
  };
  const save = async () => {
    setProblem(null);
    const outcome = await write.run((decisions) =>
      api.call(saveDoctorHolidays, {
        params: { doctorId: doctor.id },
        body: { version: saved.version, holidays: [...holidays], decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      show(outcome.value);
      stores.toasts.getState().show({ tone: 'success', title: 'Holidays saved' });
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
  return (
    <Stack>
      {theirs === undefined ? (
        <ProblemAlert problem={problem} />
      ) : (
        <StaleHolidays onLoadTheirs={() => show(theirs)} />
      )}
      <HolidaysEditor
        intro="Holidays of this doctor alone; those of the clinic count as well. A date override comes before both."
        holidays={holidays}
        onChange={setHolidays}
      />
      <Group justify="flex-end">
        {dirty && (
          <Button variant="default" onClick={() => setHolidays(saved.holidays)}>
            Discard changes
          </Button>
        )}
        <Button disabled={!dirty} loading={write.busy} onClick={() => void save()}>
          Save holidays
        </Button>
      </Group>
      <UnsavedGuard dirty={dirty} text="The holidays were changed and not saved yet." />
    </Stack>
  );
}

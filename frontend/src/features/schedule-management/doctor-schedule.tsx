import { Alert, Button } from '@mantine/core';
import { type Doctor, readDoctor } from '@openslot/shared/contracts/doctors';
import { localDateOf } from '@openslot/shared/time/zone';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { formatZone } from '../../lib/format.ts';
import { useHourCycle } from '../../lib/use-hour-cycle.ts';
import { useMinute } from '../../lib/use-minute.ts';
import { useRead } from '../../lib/use-read.ts';
import { useScheduleWrite } from '../../sync/use-schedule-write.ts';
import { AffectedVisitsDialog } from '../../ui/affected-visits-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { DoctorPicker } from './doctor-picker.tsx';
import { useOwnHolidays } from './holidays/use-own-holidays.ts';
import { useRemoveOverride } from './overrides/use-remove-override.ts';
import { SavingNote } from './pending/saving-note.tsx';
import { useOwnEdits } from './pending/use-own-edits.ts';
import { type Schedule, ScheduleContext, type ScheduleDialog } from './schedule-context.ts';
import { ScheduleDialogs } from './schedule-dialogs.tsx';
import { ScheduleTabs } from './schedule-tabs.tsx';
import { useRemoveUnavailability } from './unavailability/use-remove-unavailability.ts';
import { useScheduleVersion } from './use-schedule-version.ts';

interface Props {
  readonly doctorId: string;
  /** Front desk and admins may go to another doctor. */
  readonly mayChoose: boolean;
}

/** Reads whose schedule it is, then shows it. */
export function DoctorSchedule({ doctorId, mayChoose }: Props) {
  const { api } = useServices();
  const version = useScheduleVersion(doctorId);
  const read = useRead(doctorId, (signal) => api.call(readDoctor, { signal, params: { doctorId } }), version);
  if (read.value !== undefined) {
    return <OpenSchedule doctor={read.value} version={version} mayChoose={mayChoose} />;
  }
  const isUnknown = read.problem?.code === 'not_found' || read.problem?.code === 'invalid_request';
  if (read.status === 'failed' && isUnknown) {
    return <NoSuchDoctor />;
  }
  return read.status === 'failed' ? (
    <Page title="Schedule">
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
    </Page>
  ) : (
    <PageSkeleton />
  );
}

function NoSuchDoctor() {
  return (
    <Page title="Schedule">
      <EmptyState
        title="There is no such doctor"
        text="The address may be incomplete."
        action={
          <Button component={Link} to="/schedule">
            Choose a doctor
          </Button>
        }
      />
    </Page>
  );
}

interface OpenProps {
  readonly doctor: Doctor;
  readonly version: string;
  readonly mayChoose: boolean;
}

function OpenSchedule({ doctor, version, mayChoose }: OpenProps) {
  const { sync } = useServices();
  const now = useMinute(sync.now);
  useHourCycle();
  const today = localDateOf(doctor.timeZone, now);
  const write = useScheduleWrite(doctor.id);
  const own = useOwnEdits();
  const holidays = useOwnHolidays(doctor.id, write, own);
  const removeUnavailability = useRemoveUnavailability(doctor, write, own);
  const removeOverride = useRemoveOverride(doctor.id, write, own);
  const [dialog, setDialog] = useState<ScheduleDialog | null>(null);
  const opener = useRef<Element | null>(null);
  const schedule: Schedule = {
    doctor,
    today,
    write,
    own,
    holidays,
    version,
    open(next) {
      opener.current = document.activeElement;
      setDialog(next);
    },
    removeUnavailability,
    removeOverride,
  };
  return (
    <ScheduleContext value={schedule}>
      <Page
        width="wide"
        title="Schedule"
        subtitle={`${doctor.name} · ${doctor.specialty} · times in ${formatZone(doctor.timeZone, now)}`}
        actions={mayChoose ? <DoctorPicker doctor={doctor} /> : undefined}
      >
        {!doctor.active && (
          <Alert color="yellow" mb="md" title="This doctor is not offered">
            Nothing can be booked until an admin offers the doctor again. Changes here count from then on.
          </Alert>
        )}
        <ScheduleTabs />
        <SavingNote edits={own.edits} />
      </Page>
      <ScheduleDialogs
        dialog={dialog}
        opener={opener.current}
        onClose={(closed) => setDialog((open) => (open === closed ? null : open))}
      />
      <AffectedVisitsDialog pending={write.pending} timeZone={doctor.timeZone} />
    </ScheduleContext>
  );
}

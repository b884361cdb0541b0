import { Alert, Tabs } from '@mantine/core';
import { type Doctor, readDoctor } from '@openslot/shared/contracts/doctors';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { IconCalendarEvent, IconCalendarOff, IconCalendarWeek, IconClock } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { formatZone } from '../../lib/format.ts';
import { useMinute } from '../../lib/use-minute.ts';
import { useRead } from '../../lib/use-read.ts';
import { useCalendar } from '../../sync/use-calendar.ts';
import { useScheduleWrite } from '../../sync/use-schedule-write.ts';
import { AffectedVisitsDialog } from '../../ui/affected-visits-dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { CalendarPanel } from './calendar/calendar-panel.tsx';
import { DoctorPicker } from './doctor-picker.tsx';
import { OverridesPanel } from './overrides/overrides-panel.tsx';
import { useRemoveOverride } from './overrides/use-remove-override.ts';
import { type Schedule, ScheduleContext, type ScheduleDialog, useSchedule } from './schedule-context.ts';
import { ScheduleDialogs } from './schedule-dialogs.tsx';
import { TemplatesPanel } from './templates/templates-panel.tsx';
import { UnavailabilityPanel } from './unavailability/unavailability-panel.tsx';
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
  return read.status === 'failed' ? (
    <Page title="Schedule">
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
    </Page>
  ) : (
    <PageSkeleton />
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
  const today = localDateOf(doctor.timeZone, now);
  const write = useScheduleWrite(doctor.id);
  const removeUnavailability = useRemoveUnavailability(doctor.id, write);
  const removeOverride = useRemoveOverride(doctor.id, write);
  const [dialog, setDialog] = useState<ScheduleDialog | null>(null);
  const schedule: Schedule = {
    doctor,
    today,
    write,
    version,
    open: setDialog,
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
      </Page>
      <ScheduleDialogs dialog={dialog} onClose={() => setDialog(null)} />
      <AffectedVisitsDialog pending={write.pending} timeZone={doctor.timeZone} />
    </ScheduleContext>
  );
}

const TABS = [
  { value: 'calendar', label: 'Calendar', icon: IconCalendarWeek, panel: CalendarPanel },
  { value: 'hours', label: 'Weekly hours', icon: IconClock, panel: TemplatesPanel },
  { value: 'overrides', label: 'Date overrides', icon: IconCalendarEvent, panel: OverridesPanel },
  { value: 'unavailability', label: 'Unavailability', icon: IconCalendarOff, panel: UnavailabilityPanel },
] as const;

function ScheduleTabs() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find(({ value }) => value === search.get('tab')) ?? TABS[0];
  const icons = useMemo(
    () => TABS.map(({ icon: Icon }) => <Icon key={Icon.name} size={16} aria-hidden />),
    [],
  );
  const Panel = tab.panel;
  useWatch(tab.value === 'calendar');
  return (
    <Tabs value={tab.value} onChange={(value) => setSearch(value === 'calendar' ? {} : { tab: value ?? '' })}>
      <Tabs.List mb="md">
        {TABS.map(({ value, label }, index) => (
          <Tabs.Tab key={value} value={value} leftSection={icons[index]}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab.value}>
        <Panel />
      </Tabs.Panel>
    </Tabs>
  );
}

const WATCHED_DAYS = 28;

/** Lists show no calendar of their own: the coming weeks are watched for them, so that changes are heard of and told. */
function useWatch(isCalendarShown: boolean): void {
  const { doctor, today } = useSchedule();
  useCalendar(
    isCalendarShown
      ? null
      : { kind: 'calendar', doctorId: doctor.id, from: today, to: addDays(today, WATCHED_DAYS - 1) },
  );
}

import { Tabs } from '@mantine/core';
import { addDays } from '@openslot/shared/time/local-date';
import {
  IconCalendarEvent,
  IconCalendarOff,
  IconCalendarWeek,
  IconClock,
  IconConfetti,
  IconInbox,
} from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useCalendar } from '../../sync/use-calendar.ts';
import { CalendarPanel } from './calendar/calendar-panel.tsx';
import { HolidaysPanel } from './holidays/holidays-panel.tsx';
import { OverridesPanel } from './overrides/overrides-panel.tsx';
import { useSchedule } from './schedule-context.ts';
import classes from './schedule-tabs.module.css';
import { TemplatesPanel } from './templates/templates-panel.tsx';
import { UnavailabilityPanel } from './unavailability/unavailability-panel.tsx';
import { RequestsCount } from './visits/requests-count.tsx';
import { RequestsPanel } from './visits/requests-panel.tsx';

const TABS = [
  { value: 'calendar', label: 'Calendar', icon: IconCalendarWeek, panel: CalendarPanel },
  { value: 'requests', label: 'Requests', icon: IconInbox, panel: RequestsPanel, count: RequestsCount },
  { value: 'hours', label: 'Weekly hours', icon: IconClock, panel: TemplatesPanel },
  { value: 'overrides', label: 'Date overrides', icon: IconCalendarEvent, panel: OverridesPanel },
  { value: 'holidays', label: 'Holidays', icon: IconConfetti, panel: HolidaysPanel },
  { value: 'unavailability', label: 'Unavailability', icon: IconCalendarOff, panel: UnavailabilityPanel },
] as const;

/** The parts of a schedule, each with an address of its own. */
export function ScheduleTabs() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find(({ value }) => value === search.get('tab')) ?? TABS[0];
  const Panel = tab.panel;
  useWatch(tab.value === 'calendar');
  return (
    <Tabs
      value={tab.value}
      onChange={(value) => setSearch(value === 'calendar' ? {} : { tab: value ?? '' })}
      classNames={{ tab: classes.tab, tabSection: classes.section }}
    >
      <Tabs.List mb="md" className="no-print">
        {TABS.map(({ value, label, icon: Icon, ...tab }) => (
          <Tabs.Tab
            key={value}
            value={value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={'count' in tab && <tab.count />}
          >
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

import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { minuteOfDay } from '@openslot/shared/time/local-date';
import { instantToLocal, offsetLabel } from '@openslot/shared/time/zone';
import { IconHelpCircle, IconKeyboard } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { useMinute } from '../../../lib/use-minute.ts';
import { queryKey } from '../../../sync/query.ts';
import { useCalendar } from '../../../sync/use-calendar.ts';
import { ClockButton } from '../../../ui/clock-button.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { savingMarks, withOwnEdits } from '../pending/own-calendar.ts';
import { savingIds } from '../pending/own-edits.ts';
import { useSchedule } from '../schedule-context.ts';
import { draftFor, draftOfUnavailability, resizedDraft } from '../unavailability/unavailability-draft.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import { blankDays, calendarDays } from './calendar-model.ts';
import { CalendarToolbar } from './calendar-toolbar.tsx';
import { dateRange } from './date-texts.ts';
import { withDropped } from './drag/moved-visits.ts';
import { useDropMove } from './drag/use-drop-move.ts';
import { useVisitDrag } from './drag/use-visit-drag.ts';
import { VisitDragContext } from './drag/visit-drag.ts';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { useCalendarDates } from './use-calendar-dates.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The week or day of a doctor: hours, overrides, unavailability and visits, kept fresh by itself. */
export function CalendarPanel() {
  const { doctor, today, open, own } = useSchedule();
  const { sync } = useServices();
  const { view, dates, setView, move } = useCalendarDates(today);
  const [from = today, to = from] = [dates[0], dates.at(-1)];
  const query = { kind: 'calendar', doctorId: doctor.id, from, to } as const;
  const calendar = useCalendar(query);
  const now = instantToLocal(doctor.timeZone, useMinute(sync.now));
  const [help, setHelp] = useState(false);
  const first = dates.includes(today) ? today : from;
  const mark = () => open({ kind: 'unavailability', item: null, draft: draftFor(first, null) });
  const shortcuts = useShortcuts({
    t: () => move(0),
    j: () => move(1),
    k: () => move(-1),
    d: () => setView('day'),
    w: () => setView('week'),
    n: mark,
    '?': () => setHelp(true),
  });
  const { dropped, saving, drop } = useDropMove();
  const shown = dates.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined dates stand for the list
  const answer = useMemo(
    () => calendar.answer && withOwnEdits(withDropped(calendar.answer, dropped), own.edits, dates),
    [calendar.answer, dropped, own.edits, shown],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined dates stand for the list
  const ownSaving = useMemo(
    () => new Set([...savingIds(own.edits), ...savingMarks(own.edits, dates)]),
    [own.edits, shown],
  );
  const dragging = useVisitDrag({ answer, saving, onDrop: drop });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined dates stand for the list
  const days = useMemo(
    () => (answer === undefined ? blankDays(dates) : calendarDays(answer, dates)),
    [answer, shown],
  );
  return (
    <Stack gap="sm" onKeyDown={shortcuts.onKeyDown}>
      <CalendarToolbar view={view} title={dateRange(from, to)} onView={setView} onMove={move} onMark={mark} />
      {calendar.error !== undefined && (
        <ProblemAlert problem={calendar.error} onRetry={() => sync.refresh(queryKey(query))} />
      )}
      {calendar.status !== 'failed' && (
        <Box opacity={calendar.stale ? 0.75 : 1} aria-busy={calendar.stale}>
          <VisitDragContext value={dragging}>
            <CalendarGrid
              days={days}
              saving={ownSaving}
              loading={answer === undefined}
              now={{ date: now.date, minute: minuteOfDay(now.time) }}
              offset={offsetLabel(doctor.timeZone, Date.parse(`${from}T12:00:00Z`))}
              onSelect={(selection) =>
                open({ kind: 'unavailability', item: null, draft: draftFor(selection.date, selection) })
              }
              onVisit={(appointment) => open({ kind: 'visit', appointment })}
              onBlock={(item, resized) =>
                open({
                  kind: 'unavailability',
                  item,
                  draft: resizedDraft(draftOfUnavailability(item), resized),
                })
              }
              onOverride={(date) => open({ kind: 'override', dates: [date] })}
            />
          </VisitDragContext>
        </Box>
      )}
      <Group justify="space-between" className="no-print">
        <Text size="sm" c="dimmed">
          Drag over free time, or use “Mark unavailable”, to block it. Choose a block or a visit to see or
          change it; the edges of a block can be dragged, and visits to another time: on a touch screen, hold
          one first.
        </Text>
        <Group gap="xs">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconHelpCircle size={16} aria-hidden />}
            onClick={() => open({ kind: 'explain', date: first })}
          >
            Why is a time not bookable?
          </Button>
          <ClockButton />
          <Button
            variant="subtle"
            size="compact-sm"
            visibleFrom="sm"
            leftSection={<IconKeyboard size={16} aria-hidden />}
            onClick={() => setHelp(true)}
          >
            Keyboard
          </Button>
        </Group>
      </Group>
      <ShortcutsHelp
        opened={help}
        enabled={shortcuts.enabled}
        onEnabled={shortcuts.setEnabled}
        onClose={() => setHelp(false)}
      />
    </Stack>
  );
}

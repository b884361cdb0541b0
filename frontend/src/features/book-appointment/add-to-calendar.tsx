import { Anchor, Button, Text, VisuallyHidden } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconCalendarPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { epochMs } from '../../lib/clock.ts';
import { type CalendarEntry, calendarLinks, download, icsFile } from '../../lib/ics.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';

interface Props {
  readonly appointment: Appointment;
  /** The clinic's name. */
  readonly clinic: string;
}

/** A booked visit as a file for any calendar, or by a link to one on the web. */
export function AddToCalendar({ appointment, clinic }: Props) {
  const entry = entryFor(appointment, clinic);
  return (
    <>
      <Button
        variant="light"
        size="md"
        leftSection={<IconCalendarPlus size={20} aria-hidden />}
        onClick={() => download('visit.ics', 'text/calendar;charset=utf-8', icsFile(entry))}
      >
        Add to calendar
      </Button>
      <Text size="sm" ta="center">
        or in{' '}
        {calendarLinks(entry).map(({ name, url }, index) => (
          <Fragment key={name}>
            {index > 0 && ' · '}
            <Anchor href={url} target="_blank" rel="noopener noreferrer">
              {name}
              <VisuallyHidden> (opens in another tab)</VisuallyHidden>
            </Anchor>
          </Fragment>
        ))}
      </Text>
    </>
  );
}

function entryFor(appointment: Appointment, clinic: string): CalendarEntry {
  const { id, visitTypeName, doctorName, mode, startsAt, endsAt, createdAt } = appointment;
  return {
    uid: `${id}@openslot`,
    title: `${visitTypeName} with ${doctorName}`,
    description: `${VISIT_MODES[mode].place}, ${clinic}`,
    location: mode === 'in_person' ? clinic : VISIT_MODES[mode].label,
    startMs: epochMs(startsAt),
    endMs: epochMs(endsAt),
    stampMs: epochMs(createdAt),
  };
}

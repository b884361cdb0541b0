import { Anchor, Button, Group, Paper, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconCalendarPlus, IconCheck } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { useServices, useSession } from '../../app/services-context.ts';
import { epochMs } from '../../lib/clock.ts';
import { type CalendarEntry, calendarLinks, download, icsFile } from '../../lib/ics.ts';
import { Page } from '../../ui/page.tsx';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import { VisitFacts } from './visit-facts.tsx';

interface Props {
  readonly appointment: Appointment;
  readonly timeZone: string;
  readonly elsewhere: string | null;
}

/** What was booked, to be read once more and kept. */
export function BookingConfirmed({ appointment, timeZone, elsewhere }: Props) {
  const clinic = useStore(useServices().stores.clinic, (state) => state.clinic?.name ?? 'the clinic');
  const { user } = useSession();
  const entry = entryFor(appointment, clinic);
  return (
    <Page title="Your visit is booked" width="narrow">
      <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', xs: 'xl' }}>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon size={40} radius="xl" variant="light">
              <IconCheck aria-hidden />
            </ThemeIcon>
            <Text role="status">
              {user?.role === 'patient' ? 'See you then!' : `Booked for ${appointment.patientName}.`}
            </Text>
          </Group>
          <VisitFacts
            doctorName={appointment.doctorName}
            visitTypeName={appointment.visitTypeName}
            mode={appointment.mode}
            startsAt={appointment.startsAt}
            endsAt={appointment.endsAt}
            timeZone={timeZone}
            elsewhere={elsewhere}
          />
          <Stack gap="xs">
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
            {user?.role === 'patient' && (
              <Button component={Link} to="/appointments" variant="default" size="md">
                My visits
              </Button>
            )}
          </Stack>
          <Text size="sm" c="dimmed">
            {user?.role === 'patient' && 'You can cancel the visit under “My visits”.'}
          </Text>
        </Stack>
      </Paper>
    </Page>
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

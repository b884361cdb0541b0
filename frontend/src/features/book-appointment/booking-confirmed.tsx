import { Button, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { useServices, useSession } from '../../app/services-context.ts';
import { useLiveVisit } from '../../sync/use-live-visit.ts';
import { Page } from '../../ui/page.tsx';
import { AddToCalendar } from './add-to-calendar.tsx';
import { VisitFacts } from './visit-facts.tsx';

interface Props {
  readonly appointment: Appointment;
  readonly timeZone: string;
  readonly elsewhere: string | null;
}

interface Words {
  readonly title: string;
  readonly text: string;
}

/** What has become of it since: whoever waits here for an answer reads it here. */
function wordsOf({ status, declined, cancelReason, patientName }: Appointment, isOwn: boolean): Words {
  if (status === 'requested') {
    return {
      title: 'Your request was sent',
      text: 'The time is kept for you. The clinic confirms it, or tells you why not.',
    };
  }
  if (status === 'cancelled') {
    return {
      title: declined ? 'The clinic could not confirm this request' : 'This visit was cancelled',
      text: cancelReason === null ? 'Its time is free again.' : `Reason: ${cancelReason}`,
    };
  }
  return { title: 'Your visit is booked', text: isOwn ? 'See you then!' : `Booked for ${patientName}.` };
}

/** What was booked, to be read once more and kept. */
export function BookingConfirmed({ appointment: booked, timeZone, elsewhere }: Props) {
  const clinic = useStore(useServices().stores.clinic, (state) => state.clinic?.name ?? 'the clinic');
  const { user } = useSession();
  const appointment = useLiveVisit(booked, null);
  const { status, doctorId, visitTypeId } = appointment;
  const isOver = status === 'cancelled';
  const isPatient = user?.role === 'patient';
  const { title, text } = wordsOf(appointment, isPatient && user.patientId === appointment.patientId);
  return (
    <Page title={title} width="narrow">
      <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', xs: 'xl' }}>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon size={40} radius="xl" variant="light" {...(isOver && { color: 'gray' })}>
              {isOver ? <IconX aria-hidden /> : <IconCheck aria-hidden />}
            </ThemeIcon>
            <Text role="status" style={{ overflowWrap: 'anywhere' }}>
              {text}
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
            crossedOut={isOver}
          />
          <Stack gap="xs">
            {!isOver && status !== 'requested' && <AddToCalendar appointment={appointment} clinic={clinic} />}
            {isOver && (
              <Button component={Link} to={`/book/${doctorId}?visit=${visitTypeId}`} size="md">
                Choose another time
              </Button>
            )}
            {isPatient && (
              <Button component={Link} to="/appointments" variant="default" size="md">
                My visits
              </Button>
            )}
          </Stack>
          {isPatient && !isOver && (
            <Text size="sm" c="dimmed">
              You can move or cancel it under “My visits”.
            </Text>
          )}
        </Stack>
      </Paper>
    </Page>
  );
}

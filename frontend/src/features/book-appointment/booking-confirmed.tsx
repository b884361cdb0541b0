import { Button, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { useServices, useSession } from '../../app/services-context.ts';
import { Page } from '../../ui/page.tsx';
import { AddToCalendar } from './add-to-calendar.tsx';
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
  const isRequest = appointment.status === 'requested';
  const isOwn = user?.role === 'patient' && user.patientId === appointment.patientId;
  return (
    <Page title={isRequest ? 'Your request was sent' : 'Your visit is booked'} width="narrow">
      <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', xs: 'xl' }}>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon size={40} radius="xl" variant="light">
              <IconCheck aria-hidden />
            </ThemeIcon>
            <Text role="status">
              {isRequest
                ? 'The time is kept for you. The clinic confirms it, or tells you why not.'
                : isOwn
                  ? 'See you then!'
                  : `Booked for ${appointment.patientName}.`}
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
            {!isRequest && <AddToCalendar appointment={appointment} clinic={clinic} />}
            {user?.role === 'patient' && (
              <Button component={Link} to="/appointments" variant="default" size="md">
                My visits
              </Button>
            )}
          </Stack>
          <Text size="sm" c="dimmed">
            {user?.role === 'patient' && 'You can move or cancel it under “My visits”.'}
          </Text>
        </Stack>
      </Paper>
    </Page>
  );
}

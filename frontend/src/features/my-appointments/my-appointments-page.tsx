import { Button, SegmentedControl, Stack } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { actionsFor, OPEN_STATUSES } from '@openslot/shared/visits/transitions';
import { IconCalendarHeart } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices, useSession } from '../../app/services-context.ts';
import { useHourCycle } from '../../lib/use-hour-cycle.ts';
import { useMinute } from '../../lib/use-minute.ts';
import type { AppointmentList } from '../../state/appointments-store.ts';
import { useAppointments } from '../../sync/use-appointments.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AddressNotice } from './address-notice.tsx';
import { AppointmentCard, AppointmentCardSkeleton } from './appointment-card.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import classes from './my-appointments.module.css';
import { People } from './people.tsx';
import { lateFrom } from './visit-words.ts';

type When = 'upcoming' | 'past';

/** A patient's visits, kept fresh while they are looked at. */
export function MyAppointments() {
  useHourCycle();
  const lists = useAppointments();
  const { sync } = useServices();
  const [params, setParams] = useSearchParams();
  const [cancelling, setCancelling] = useState<Appointment | null>(null);
  const [moving, setMoving] = useState<Appointment | null>(null);
  const when: When = params.get('show') === 'past' ? 'past' : 'upcoming';
  const list = lists[when];
  return (
    <Page
      title="My visits"
      actions={
        <Button component={Link} to="/" variant="light">
          Book a visit
        </Button>
      }
    >
      <Stack gap="lg">
        <AddressNotice />
        <SegmentedControl
          className={classes.tabs}
          aria-label="Which visits"
          data={[
            { value: 'upcoming', label: labelOf('Upcoming', lists.upcoming) },
            { value: 'past', label: 'Past' },
          ]}
          value={when}
          onChange={(value) => setParams(value === 'past' ? { show: 'past' } : {}, { replace: true })}
        />
        <ProblemAlert problem={list.problem} onRetry={sync.refreshAppointments} />
        <Visits list={list} when={when} onCancel={setCancelling} onMove={setMoving} />
        <People />
      </Stack>
      <CancelDialog
        appointment={cancelling}
        current={lists.upcoming.items.find(({ id }) => id === cancelling?.id) ?? null}
        onClose={() => setCancelling(null)}
      />
      <MoveDialog
        appointment={moving}
        current={lists.upcoming.items.find(({ id }) => id === moving?.id) ?? null}
        onClose={() => setMoving(null)}
      />
    </Page>
  );
}

function labelOf(label: string, { items }: AppointmentList): string {
  const planned = items.filter(({ status }) => OPEN_STATUSES.includes(status)).length;
  return planned > 0 ? `${label} (${planned})` : label;
}

interface VisitsProps {
  readonly list: AppointmentList;
  readonly when: When;
  readonly onCancel: (appointment: Appointment) => void;
  readonly onMove: (appointment: Appointment) => void;
}

/** Whether the patient may still cancel it. */
function isOpen({ status, startsAt }: Appointment, now: number): boolean {
  return actionsFor({ status, startsAt: Date.parse(startsAt) }, 'patient', now).includes('cancel');
}

/** Whether it is still moved here, as the server decides: not once cancelling would be late. */
function canMove(appointment: Appointment, now: number): boolean {
  const late = lateFrom(appointment);
  return isOpen(appointment, now) && (late === null || now < late);
}

function Visits({ list, when, onCancel, onMove }: VisitsProps) {
  const { sync } = useServices();
  const { user } = useSession();
  const now = useMinute(sync.now);
  if (list.status === 'failed') {
    return null;
  }
  if (list.status === 'ready' && list.items.length === 0) {
    return when === 'upcoming' ? (
      <NothingPlanned />
    ) : (
      <EmptyState title="No past visits" text="What is over appears here." />
    );
  }
  return (
    <ul className={classes.list} aria-busy={list.status === 'loading'} aria-live="polite">
      {list.status === 'loading' &&
        ['a', 'b', 'c'].map((id) => (
          <li key={id}>
            <AppointmentCardSkeleton />
          </li>
        ))}
      {list.items.map((appointment) => (
        <li key={appointment.id}>
          <AppointmentCard
            appointment={appointment}
            isOthers={appointment.patientId !== user?.patientId}
            onCancel={isOpen(appointment, now) ? onCancel : undefined}
            onMove={canMove(appointment, now) ? onMove : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

function NothingPlanned() {
  return (
    <EmptyState
      icon={<IconCalendarHeart size={38} stroke={1.4} aria-hidden />}
      title="You have no visit planned"
      text="Find a doctor and pick a time that suits you."
      action={
        <Button component={Link} to="/">
          Find a doctor
        </Button>
      }
    />
  );
}

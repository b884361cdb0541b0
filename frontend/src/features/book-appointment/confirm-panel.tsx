import { Anchor, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { mayAccess } from '@openslot/shared/policies/access';
import { IconArrowLeft } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useStore } from 'zustand';
import { useServices, useSession } from '../../app/services-context.ts';
import { fieldErrorsOf } from '../../lib/problem-fields.ts';
import type { QueryKey } from '../../sync/query.ts';
import type { Holding } from '../../sync/use-holder.ts';
import { BookAnyway } from './book-anyway.tsx';
import classes from './booking.module.css';
import { BookingProblem } from './booking-problem.tsx';
import { GoneNotice, type GoneReason, type NearbyTime, type StillFree } from './gone-notice.tsx';
import { HoldBar } from './hold-bar.tsx';
import { PatientSelect } from './patient-select.tsx';
import { conflictOf, goneBecause } from './slot-conflict.ts';
import { useBooking } from './use-booking.ts';
import { useBookingFor } from './use-booking-for.ts';
import type { DisplayZone } from './use-display-zone.ts';
import { VisitFacts } from './visit-facts.tsx';

interface Props {
  readonly doctor: { readonly id: string; readonly name: string };
  readonly visitType: VisitType;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: DisplayZone;
  readonly shownKey: QueryKey;
  /** Null while the slot can be had. */
  readonly gone: GoneReason | null;
  /** Set while somebody else can be had at this time. */
  readonly stillFree: StillFree | null;
  readonly alternatives: readonly NearbyTime[];
  readonly holding: Holding;
  /** Stands between what is booked and the form. */
  readonly children?: ReactNode;
  readonly onPick: (startsAt: string) => void;
  readonly onBack: () => void;
  readonly onBooked: (appointment: Appointment) => void;
}

/** The last step: what was chosen, a note, and the button. What is typed survives everything but a booking. */
export function ConfirmPanel(props: Props) {
  const { doctor, visitType, startsAt, endsAt, zone, holding, stillFree, onPick, onBack } = props;
  const { user } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const booking = useBooking(doctor.id, props.shownKey, holding, props.onBooked);
  const gone = goneBecause(booking.problem) ?? props.gone;
  const mayHold = mayAccess('book-appointments', user);
  const { as } = useBookingFor(doctor.id);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h3" ref={heading} tabIndex={-1} className={classes.heading}>
          Your visit
        </Title>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onBack}
        >
          Other times
        </Button>
      </Group>
      <VisitFacts
        doctorName={doctor.name}
        visitTypeName={visitType.name}
        mode={visitType.mode}
        startsAt={startsAt}
        endsAt={endsAt}
        timeZone={zone.timeZone}
        elsewhere={zone.doctors ?? zone.elsewhere}
        crossedOut={gone !== null && stillFree === null}
      />
      {gone !== null && (
        <GoneNotice
          reason={gone}
          alternatives={conflictOf(booking.problem)?.alternatives ?? props.alternatives}
          timeZone={zone.timeZone}
          onPick={onPick}
          stillFree={stillFree}
        />
      )}
      {props.children}
      {mayHold && !isLost(gone) && <HoldBar holding={holding} />}
      {user === null ? <SignInFirst /> : <BookingForm {...props} gone={gone} booking={booking} />}
      {user !== null && as === null && (
        <Text size="sm" c="dimmed">
          {user.doctorId === doctor.id
            ? 'To book for one of your patients, open one of their visits in your schedule and choose “Book another visit”.'
            : 'Patients book for themselves and the front desk for everybody; with this account you can only look.'}
        </Text>
      )}
    </Stack>
  );
}

/** True when the time itself cannot be had, whoever the visit is for. */
function isLost(gone: GoneReason | null): boolean {
  return gone === 'taken' || gone === 'not-offered';
}

interface FormProps extends Props {
  readonly booking: ReturnType<typeof useBooking>;
}

function BookingForm({ doctor, visitType, startsAt, zone, gone, booking }: FormProps) {
  const { bookingDraft } = useServices().stores;
  const note = useStore(bookingDraft, (draft) => draft.note);
  const { as, patientId } = useBookingFor(doctor.id);
  const [needsPatient, setNeedsPatient] = useState(false);
  const isStaff = as === 'clinic';
  const errors = fieldErrorsOf(booking.problem);
  const isTold = booking.problem === null || goneBecause(booking.problem) !== null;
  const isGone = isLost(gone);
  const book = (overbook?: { readonly reason: string }): void => {
    setNeedsPatient(isStaff && patientId === null);
    if (!isStaff || patientId !== null) {
      const { timeZone } = zone;
      const what = { doctorId: doctor.id, visitTypeId: visitType.id, startsAt, timeZone, note, patientId };
      void booking.book(overbook === undefined ? what : { ...what, overbook });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isGone) {
      book();
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {as !== null && (
          <PatientSelect
            value={patientId}
            onChange={(next) => bookingDraft.setState({ patientId: next })}
            error={
              needsPatient && patientId === null
                ? 'Choose whom the visit is for.'
                : (errors.patientId ?? null)
            }
          />
        )}
        <Textarea
          label="Anything the doctor should know?"
          description="Optional"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={note}
          error={errors.note}
          onChange={(event) => bookingDraft.setState({ note: event.currentTarget.value })}
        />
        {visitType.needsApproval && !isStaff && (
          <Text size="sm" c="dimmed">
            The clinic confirms visits of this kind. Until then the time is kept for you.
          </Text>
        )}
        {!isTold && <BookingProblem problem={booking.problem} isPatient={as === 'patient'} />}
        <Button type="submit" size="md" fullWidth loading={booking.busy} disabled={isGone || as === null}>
          {visitType.needsApproval && !isStaff ? 'Ask for this visit' : 'Book this visit'}
        </Button>
        {isStaff && isGone && (
          <BookAnyway busy={booking.busy} error={errors['overbook/reason']} onBook={book} />
        )}
      </Stack>
    </form>
  );
}

/** The choice is in the address: after signing in this very panel is open again. */
function SignInFirst() {
  const { pathname, search } = useLocation();
  const next = encodeURIComponent(pathname + search);
  return (
    <Stack gap="sm">
      <Text size="sm">To book, tell us who you are. The time you chose comes with you.</Text>
      <Button component={Link} to={`/sign-in?next=${next}`} size="md" fullWidth>
        Sign in to book
      </Button>
      <Text size="sm" ta="center">
        New here?{' '}
        <Anchor component={Link} to={`/sign-up?next=${next}`} size="sm">
          Create an account
        </Anchor>
      </Text>
    </Stack>
  );
}

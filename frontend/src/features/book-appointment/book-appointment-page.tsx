import { Button, Skeleton } from '@mantine/core';
import { type Doctor, readDoctor } from '@openslot/shared/contracts/doctors';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { visitTypesOf } from '@openslot/shared/visits/doctor-visit-types';
import { Link, useParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { type Read, useRead } from '../../lib/use-read.ts';
import { useProfileVersion } from '../../sync/use-profile-version.ts';
import { useSlots } from '../../sync/use-slots.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Booker } from './booker.tsx';
import classes from './booking.module.css';
import { BookingConfirmed } from './booking-confirmed.tsx';
import { useBookedVisit } from './use-booked-visit.ts';

/** Books a visit with one doctor. */
export function BookAppointment() {
  const { doctorId = '' } = useParams();
  const { api } = useServices();
  const [booked] = useBookedVisit();
  const version = useProfileVersion(doctorId);
  const doctor = useRead(
    `doctor|${doctorId}`,
    (signal) => api.call(readDoctor, { params: { doctorId }, signal }),
    version,
  );
  const visitTypes = useRead(
    'visit-types',
    (signal) => api.call(listVisitTypes, { query: {}, signal }),
    version,
  );
  if (doctor.value === undefined || visitTypes.value === undefined) {
    return <NotYet reads={[doctor, visitTypes]} />;
  }
  const offered = visitTypesOf(doctor.value, visitTypes.value.items);
  const [first] = offered;
  if (!doctor.value.active || first === undefined) {
    // What was booked stays in view, whatever the doctor offers from now on.
    return booked === null ? (
      <NotBookableNow doctor={doctor.value} visitTypeId={visitTypes.value.items[0]?.id ?? doctorId} />
    ) : (
      <BookingConfirmed appointment={booked} timeZone={booked.timeZone} elsewhere={null} />
    );
  }
  return <Booker key={doctorId} doctor={doctor.value} visitTypes={[first, ...offered.slice(1)]} />;
}

function NotYet({ reads }: { reads: readonly Read<unknown>[] }) {
  const failed = reads.find(({ status }) => status === 'failed');
  if (failed === undefined) {
    return <BookerSkeleton />;
  }
  if (failed.problem?.code === 'not_found' || failed.problem?.code === 'invalid_request') {
    return <NotBookable name="This doctor" />;
  }
  return (
    <Page title="Book a visit">
      <ProblemAlert problem={failed.problem} onRetry={failed.reload} />
    </Page>
  );
}

/** Watches the doctor, so that the times are there as soon as there are any. */
function NotBookableNow({ doctor, visitTypeId }: { doctor: Doctor; visitTypeId: string }) {
  const { id: doctorId, timeZone } = doctor;
  const today = localDateOf(timeZone, useServices().sync.now());
  useSlots({ kind: 'slots', doctorId, visitTypeId, timeZone, from: today, to: today });
  return <NotBookable name={doctor.name} />;
}

function NotBookable({ name }: { name: string }) {
  return (
    <Page title="Book a visit">
      <EmptyState
        title={`${name} cannot be booked at the moment`}
        text="Another doctor may have a time for you."
        action={
          <Button component={Link} to="/">
            Find a doctor
          </Button>
        }
      />
    </Page>
  );
}

function BookerSkeleton() {
  return (
    <Page title="Book a visit" width="wide">
      <div className={classes.columns} role="status" aria-label="Loading">
        <Skeleton h={260} radius="lg" />
        <Skeleton h={420} radius="lg" />
        <Skeleton h={420} radius="lg" />
      </div>
    </Page>
  );
}

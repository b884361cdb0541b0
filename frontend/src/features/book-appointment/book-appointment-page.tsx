import { type Doctor, readDoctor } from '@openslot/shared/contracts/doctors';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { visitTypesOf } from '@openslot/shared/visits/doctor-visit-types';
import { useParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { useProfileVersion } from '../../sync/use-profile-version.ts';
import { useSlots } from '../../sync/use-slots.ts';
import { doctorBookable } from './bookable.ts';
import { Booker } from './booker.tsx';
import { BookingConfirmed } from './booking-confirmed.tsx';
import { NotBookable, NotYet } from './not-yet.tsx';
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
    return <NotYet reads={[doctor, visitTypes]} name="This doctor" />;
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
  return (
    <Booker
      key={doctorId}
      bookable={doctorBookable(doctor.value)}
      visitTypes={[first, ...offered.slice(1)]}
    />
  );
}

/** Watches the doctor, so that the times are there as soon as there are any. */
function NotBookableNow({ doctor, visitTypeId }: { doctor: Doctor; visitTypeId: string }) {
  const { id: doctorId, timeZone } = doctor;
  const today = localDateOf(timeZone, useServices().sync.now());
  useSlots({ kind: 'slots', doctorId, visitTypeId, timeZone, from: today, to: today });
  return <NotBookable name={doctor.name} />;
}

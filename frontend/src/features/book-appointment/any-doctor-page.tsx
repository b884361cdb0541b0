import { listDoctors } from '@openslot/shared/contracts/doctors';
import { MAX_DOCTORS_OF_SPECIALTY } from '@openslot/shared/contracts/slots-of-specialty';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { useParams } from 'react-router';
import { useStore } from 'zustand';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { useSeenAgain } from '../../sync/use-seen-again.ts';
import { Booker } from './booker.tsx';
import { BookingConfirmed } from './booking-confirmed.tsx';
import { NotBookable, NotYet } from './not-yet.tsx';
import { useBookedVisit } from './use-booked-visit.ts';

/** Books a visit with whoever of a specialty is free. */
export function BookAnyDoctor() {
  const { specialty = '' } = useParams();
  const { api, stores } = useServices();
  const clinicZone = useStore(stores.clinic, ({ clinic }) => clinic?.timeZone);
  const [booked] = useBookedVisit();
  const seen = useSeenAgain();
  const query = { specialty, pageSize: String(MAX_DOCTORS_OF_SPECIALTY) };
  const doctors = useRead(
    `doctors-of|${specialty}`,
    (signal) => api.call(listDoctors, { query, signal }),
    seen,
  );
  const visitTypes = useRead(
    'visit-types',
    (signal) => api.call(listVisitTypes, { query: {}, signal }),
    seen,
  );
  if (doctors.value === undefined || visitTypes.value === undefined) {
    return <NotYet reads={[doctors, visitTypes]} name="This specialty" />;
  }
  const offeredIds = new Set(doctors.value.items.flatMap(({ visitTypeIds }) => visitTypeIds));
  const [type, ...otherTypes] = visitTypes.value.items.filter(({ id }) => offeredIds.has(id));
  const [doctor, ...otherDoctors] = doctors.value.items;
  if (type === undefined || doctor === undefined) {
    // What was booked stays in view, whatever is offered from now on.
    return booked === null ? (
      <NotBookable name={specialty} />
    ) : (
      <BookingConfirmed appointment={booked} timeZone={booked.timeZone} elsewhere={null} />
    );
  }
  return (
    <Booker
      key={specialty}
      bookable={{
        whose: { specialty },
        timeZone: clinicZone ?? doctor.timeZone,
        doctors: [doctor, ...otherDoctors],
      }}
      visitTypes={[type, ...otherTypes]}
    />
  );
}

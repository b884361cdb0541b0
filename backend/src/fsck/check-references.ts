import { type Check, isLive, type Snapshot, type Violation } from './snapshot.ts';

/** Whatever is named is there. Doctors are deactivated, never deleted; patients and users are kept as well. */
export const checkReferences: Check = (snapshot) => {
  const { doctors, ids, clinicRevisions, references, visits } = snapshot;
  const known = { ...ids, doctors: new Set(doctors.map(({ id }) => id)) };
  return [
    ...[...references, ...ownReferences(snapshot)]
      .filter(({ to, id }) => !known[to].has(id))
      .map(({ from, to, id }) => orphan(from, `${to} ${id}`)),
    ...doctors
      .filter(({ clinicRev }) => !clinicRevisions.has(clinicRev))
      .map(({ id, clinicRev }) => orphan(`doctor ${id}`, `clinic revision ${clinicRev}`)),
    ...visits
      .filter((visit) => isLive(visit) && !ids.visitTypes.has(visit.visitTypeId))
      .map(({ id, visitTypeId }) => orphan(`visit ${id}`, `visit type ${visitTypeId}`)),
  ];
};

function ownReferences({ visits, occupancy, log }: Snapshot): Snapshot['references'] {
  return [
    ...visits.flatMap(({ id, doctorId, patientId, bookedBy }) => [
      { from: `visit ${id}`, to: 'doctors' as const, id: doctorId },
      { from: `visit ${id}`, to: 'patients' as const, id: patientId },
      { from: `visit ${id}`, to: 'users' as const, id: bookedBy },
    ]),
    ...occupancy.flatMap(({ id, doctorId, patientId, heldBy }) => [
      { from: `occupancy ${id}`, to: 'doctors' as const, id: doctorId },
      ...(patientId === null ? [] : [{ from: `occupancy ${id}`, to: 'patients' as const, id: patientId }]),
      ...(heldBy === null ? [] : [{ from: `occupancy ${id}`, to: 'users' as const, id: heldBy }]),
    ]),
    ...log.map(({ doctorId, seq }) => ({ from: `log row ${seq}`, to: 'doctors' as const, id: doctorId })),
  ];
}

const orphan = (from: string, what: string): Violation => ({
  rule: 'orphan',
  text: `${from} names ${what}, which is not there`,
});

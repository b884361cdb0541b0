import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { useSession } from '../../app/services-context.ts';
import { DeskPatientSelect } from './desk-patient-select.tsx';
import { OwnPatient } from './own-patient.tsx';
import { OwnPatientSelect } from './own-patient-select.tsx';
import type { PatientSelectProps } from './patient-select-props.ts';

/** Whom the visit is for: patients choose among those they look after, the desk among everybody; a doctor has chosen before. */
export function PatientSelect(props: PatientSelectProps) {
  const { user } = useSession();
  if (user?.role === 'doctor') {
    return props.value === null ? null : <OwnPatient patientId={props.value} />;
  }
  return isFrontDeskOrAdmin(user) ? <DeskPatientSelect {...props} /> : <OwnPatientSelect {...props} />;
}

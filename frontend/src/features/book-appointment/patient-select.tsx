import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { useSession } from '../../app/services-context.ts';
import { DeskPatientSelect } from './desk-patient-select.tsx';
import { OwnPatientSelect } from './own-patient-select.tsx';
import type { PatientSelectProps } from './patient-select-props.ts';

/** Whom the visit is for: patients choose among those they look after, staff among everybody. */
export function PatientSelect(props: PatientSelectProps) {
  const { user } = useSession();
  return isFrontDeskOrAdmin(user) || user?.role === 'doctor' ? (
    <DeskPatientSelect {...props} />
  ) : (
    <OwnPatientSelect {...props} />
  );
}

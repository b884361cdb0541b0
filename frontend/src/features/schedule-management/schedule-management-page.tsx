import '@mantine/dates/styles.layer.css';
import { Button } from '@mantine/core';
import { canManageSchedule, isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { Link, useParams } from 'react-router';
import { useSession } from '../../app/services-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ChooseDoctor } from './choose-doctor.tsx';
import { DoctorSchedule } from './doctor-schedule.tsx';

/** A doctor's own schedule, or any doctor's for the front desk and admins (`/schedule/:doctorId`). */
export function ScheduleManagementPage() {
  const { user } = useSession();
  const { doctorId = user?.doctorId ?? null } = useParams();
  const mayChoose = isFrontDeskOrAdmin(user);
  if (doctorId !== null && !canManageSchedule(user, doctorId)) {
    return <NotYours />;
  }
  if (doctorId !== null) {
    return <DoctorSchedule key={doctorId} doctorId={doctorId} mayChoose={mayChoose} />;
  }
  if (mayChoose) {
    return <ChooseDoctor />;
  }
  return (
    <Page title="Schedule">
      <EmptyState
        title="This sign-in has no schedule yet"
        text="An admin can connect it to a doctor's profile."
      />
    </Page>
  );
}

function NotYours() {
  return (
    <Page title="Schedule">
      <EmptyState
        title="This is somebody else’s schedule"
        text="Doctors see and change their own schedule; the front desk and admins everybody’s."
        action={
          <Button component={Link} to="/schedule">
            Open my schedule
          </Button>
        }
      />
    </Page>
  );
}

import { Alert, Anchor } from '@mantine/core';
import { IconClockQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ApiProblem } from '../../lib/api-error.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

interface Props {
  readonly problem: ApiProblem | null;
  /** Who has a list of their own visits. */
  readonly isPatient: boolean;
}

/** Why the visit was not booked, with the way on where there is one. */
export function BookingProblem({ problem, isPatient }: Props) {
  const visits = isPatient ? (
    <Anchor component={Link} to="/appointments" inherit>
      My visits
    </Anchor>
  ) : (
    'the schedule'
  );
  if (problem?.code === 'idempotency_key_reused') {
    return (
      <Alert
        role="alert"
        color="yellow"
        icon={<IconClockQuestion aria-hidden />}
        title="This may be booked already"
      >
        Your first try may have reached the clinic before you changed something. Please look under {visits},
        and book the visit again if it is not there.
      </Alert>
    );
  }
  if (problem?.code === 'patient_limit') {
    return (
      <Alert
        role="alert"
        color="yellow"
        icon={<IconClockQuestion aria-hidden />}
        title="No more visits can be booked here for now"
      >
        {problem.detail} What is planned stands under {visits}.
      </Alert>
    );
  }
  return <ProblemAlert problem={problem} shown={['note', 'patientId']} />;
}

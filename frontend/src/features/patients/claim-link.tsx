import { Button, Group, Stack, Text } from '@mantine/core';
import { mailClaimLink, makeClaimLink, type Patient } from '@openslot/shared/contracts/patients';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { OneTimeLink } from '../../ui/one-time-link.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

interface Props {
  readonly patient: Patient;
  readonly onClose: () => void;
}

interface Made {
  readonly claimUrl: string;
  readonly expiresAt: string;
}

/** Makes the link only when it is asked for: making one ends those before it. */
export function ClaimLink({ patient, onClose }: Props) {
  const { api } = useServices();
  const [made, setMade] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const make = async () => {
    setBusy(true);
    try {
      setMade(await api.call(makeClaimLink, { params: { patientId: patient.id } }));
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  if (made !== null) {
    return (
      <OneTimeLink
        url={made.claimUrl}
        expiresAt={made.expiresAt}
        name={patient.name}
        onMail={
          patient.email === null ? null : () => api.call(mailClaimLink, { params: { patientId: patient.id } })
        }
        onClose={onClose}
      />
    );
  }
  return (
    <Stack>
      <Text>
        With this link {patient.name} takes over the record: they sign in or create an account, give the date
        of birth and then see and book their visits themselves. Older links stop working.
      </Text>
      {patient.birthDate === null && (
        <Text fw={600}>The date of birth is not known yet. Without it the link cannot be used.</Text>
      )}
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button loading={busy} disabled={patient.birthDate === null} onClick={() => void make()}>
          Make a link
        </Button>
      </Group>
    </Stack>
  );
}

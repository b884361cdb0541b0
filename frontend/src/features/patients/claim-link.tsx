import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { makeClaimLink, type Patient } from '@openslot/shared/contracts/patients';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { deviceTimeZone, formatDateLong, formatTime } from '../../lib/format.ts';
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
    return <Shown made={made} patient={patient} onClose={onClose} />;
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

function Shown({ made, patient, onClose }: Props & { readonly made: Made }) {
  const zone = deviceTimeZone();
  return (
    <Stack>
      <Text>
        Give this link to {patient.name}. It works once, until {formatDateLong(made.expiresAt, zone)},{' '}
        {formatTime(made.expiresAt, zone)}, and is not shown again.
      </Text>
      <TextInput
        label="One-time link"
        readOnly
        value={made.claimUrl}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
        <CopyButton value={made.claimUrl}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}

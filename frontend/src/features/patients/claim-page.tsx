import { Button, Paper, Stack } from '@mantine/core';
import { claimPatient } from '@openslot/shared/contracts/patients';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { fieldErrorsOf } from '../../lib/problem-fields.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { BirthDateInput } from '../../ui/people/birth-date-input.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Where the desk's link leads: the record that the clinic keeps becomes that of whoever is signed in. */
export function ClaimPage() {
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const [name, setName] = useState<string | null>(null);
  if (token === '') {
    return (
      <Page title="Your record" width="narrow">
        <EmptyState
          title="This link is not complete"
          text="Please open the whole link, or ask the clinic for a new one."
        />
      </Page>
    );
  }
  return name === null ? (
    <Claim token={token} onClaimed={setName} />
  ) : (
    <Page title="Your record" width="narrow">
      <EmptyState
        title={`Welcome, ${name}`}
        text="Your visits are here now."
        action={
          <Button component={Link} to="/appointments">
            My visits
          </Button>
        }
      />
    </Page>
  );
}

function Claim({ token, onClaimed }: { readonly token: string; readonly onClaimed: (name: string) => void }) {
  const { api, session } = useServices();
  const [birthDate, setBirthDate] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const wrong = fieldErrorsOf(problem).birthDate;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { patient } = await api.call(claimPatient, { body: { token, birthDate } });
      await session.reload();
      onClaimed(patient.name);
    } catch (error) {
      setProblem(toApiError(error).problem);
      setBusy(false);
    }
  };
  return (
    <Page
      title="Your record"
      width="narrow"
      subtitle="The clinic keeps a record of you. With your date of birth you show that it is yours."
    >
      <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', xs: 'xl' }}>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack>
            {wrong === undefined && <ProblemAlert problem={problem} />}
            <BirthDateInput required value={birthDate} error={wrong} onChange={setBirthDate} />
            <Button type="submit" loading={busy} disabled={birthDate === ''}>
              This is me
            </Button>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
}

import { Button, Loader } from '@mantine/core';
import { readOwnAddress, sendAddressLink, verifyAddress } from '@openslot/shared/contracts/address';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { SendAddressLink } from '../../ui/send-address-link.tsx';

type Outcome =
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly email: string; readonly claimed: boolean }
  | { readonly kind: 'expired'; readonly email: string }
  | { readonly kind: 'foreign'; readonly text: string }
  | { readonly kind: 'failed'; readonly problem: ApiProblem };

/** Verifies once for each visit of the page, however often it is drawn. A used link of a verified address is no failure. */
function useVerification(token: string) {
  const { api, session } = useServices();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'working' });
  const begun = useRef('');
  const verify = async (): Promise<Outcome> => {
    try {
      const { email, claimed } = await api.call(verifyAddress, { body: { token } });
      if (claimed) {
        await session.reload();
      }
      return { kind: 'done', email, claimed };
    } catch (error) {
      const { code, problem } = toApiError(error);
      if (code === 'forbidden') {
        return { kind: 'foreign', text: problem.detail ?? problem.title };
      }
      if (code !== 'link_expired' && code !== 'invalid_request') {
        return { kind: 'failed', problem };
      }
      const { email, verified } = await api.call(readOwnAddress, {});
      return verified ? { kind: 'done', email, claimed: false } : { kind: 'expired', email };
    }
  };
  const run = () => {
    setOutcome({ kind: 'working' });
    verify().then(setOutcome, (error: unknown) =>
      setOutcome({ kind: 'failed', problem: toApiError(error).problem }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each token
  useEffect(() => {
    if (begun.current !== token) {
      begun.current = token;
      run();
    }
  }, [token]);
  return { outcome, again: run };
}

const toVisits = (
  <Button component={Link} to="/appointments">
    My visits
  </Button>
);

/** Where the link leads that was mailed to an address: whoever is signed in shows with it that the address is theirs. */
export function VerifyEmailPage() {
  const [params] = useSearchParams();
  const { outcome, again } = useVerification(params.get('token') ?? '');
  return (
    <Page title="Your e-mail address" width="narrow">
      <div aria-live="polite" aria-busy={outcome.kind === 'working'}>
        <Answer outcome={outcome} onRetry={again} />
      </div>
    </Page>
  );
}

function Answer({ outcome, onRetry }: { readonly outcome: Outcome; readonly onRetry: () => void }) {
  const { api } = useServices();
  switch (outcome.kind) {
    case 'working':
      return (
        <EmptyState title="One moment">
          <Loader aria-label="Confirming your address" />
        </EmptyState>
      );
    case 'done':
      return (
        <EmptyState
          title="Thank you, your address is confirmed"
          text={
            outcome.claimed
              ? 'The clinic knew you already: your record was found, and your visits are here now.'
              : `We know now that ${outcome.email} is yours. Does the clinic know you already? With your date of birth, under “My visits”, it finds your record.`
          }
          action={toVisits}
        />
      );
    case 'expired':
      return (
        <EmptyState
          title="This link no longer works"
          text={`It was used already or is too old. We gladly send another one to ${outcome.email}.`}
          action={<SendAddressLink onSend={() => api.call(sendAddressLink, {})} />}
        />
      );
    case 'foreign':
      return <EmptyState title="This link is not for this account" text={outcome.text} action={toVisits} />;
    case 'failed':
      return <ProblemAlert problem={outcome.problem} onRetry={onRetry} />;
  }
}

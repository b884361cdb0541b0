import { Button, PasswordInput } from '@mantine/core';
import { choosePassword, MIN_PASSWORD_LENGTH } from '@openslot/shared/contracts/auth';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { AuthCard } from './auth-card.tsx';
import { useAuthForm } from './use-auth-form.ts';

/** Where an invitation link leads: the invited person chooses a password. */
export function InvitationPage() {
  const { session } = useServices();
  const [params] = useSearchParams();
  const [acceptedBy, setAcceptedBy] = useState<string | null>(null);
  const token = params.get('token') ?? '';
  const { form, busy, problem, onSubmit } = useAuthForm({
    initialValues: { newPassword: '' },
    labels: { newPassword: 'The password' },
    schema: choosePassword.body.pick({ newPassword: true }),
    send: async ({ newPassword }) => {
      const { email } = await session.choosePassword({ token, newPassword });
      setAcceptedBy(email);
    },
  });
  if (token === '') {
    return (
      <Page title="Invitation" width="narrow">
        <EmptyState
          title="This link is not complete"
          text="Please open the whole link of your invitation, or ask for a new one."
        />
      </Page>
    );
  }
  if (acceptedBy !== null) {
    return (
      <Page title="Welcome" width="narrow">
        <EmptyState
          title="Your password is set"
          text={`You can sign in as ${acceptedBy} now.`}
          action={
            <Button component={Link} to={`/sign-in?email=${encodeURIComponent(acceptedBy)}`}>
              Sign in
            </Button>
          }
        />
      </Page>
    );
  }
  return (
    <Page title="Welcome" width="narrow" subtitle="Choose a password to accept your invitation.">
      <AuthCard onSubmit={onSubmit} busy={busy} problem={problem} submitLabel="Set password">
        <PasswordInput
          label="New password"
          description={`At least ${MIN_PASSWORD_LENGTH} characters.`}
          size="md"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
      </AuthCard>
    </Page>
  );
}

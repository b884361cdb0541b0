import { Button, PasswordInput } from '@mantine/core';
import { choosePassword, MIN_PASSWORD_LENGTH } from '@openslot/shared/contracts/auth';
import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { AuthCard } from './auth-card.tsx';
import { useAuthForm } from './use-auth-form.ts';

interface Props {
  readonly title: string;
  readonly subtitle: string;
  /** What to do about a link that lost its end. */
  readonly incomplete: string;
  readonly footer?: ReactNode;
}

/** Where a link leads with which somebody chooses a password. */
export function ChoosePassword({ title, subtitle, incomplete, footer }: Props) {
  const { session } = useServices();
  const [params] = useSearchParams();
  const [chosenBy, setChosenBy] = useState<string | null>(null);
  const token = params.get('token') ?? '';
  const { form, busy, problem, onSubmit } = useAuthForm({
    initialValues: { newPassword: '' },
    labels: { newPassword: 'The password' },
    schema: choosePassword.body.pick({ newPassword: true }),
    send: async ({ newPassword }) => {
      const { email } = await session.choosePassword({ token, newPassword });
      setChosenBy(email);
    },
  });
  if (token === '') {
    return (
      <Page title={title} width="narrow">
        <EmptyState title="This link is not complete" text={incomplete} />
      </Page>
    );
  }
  if (chosenBy !== null) {
    return (
      <Page title={title} width="narrow">
        <EmptyState
          title="Your password is set"
          text={`You can sign in as ${chosenBy} now.`}
          action={
            <Button component={Link} to={`/sign-in?email=${encodeURIComponent(chosenBy)}`}>
              Sign in
            </Button>
          }
        />
      </Page>
    );
  }
  return (
    <Page title={title} width="narrow" subtitle={subtitle}>
      <AuthCard onSubmit={onSubmit} busy={busy} problem={problem} submitLabel="Set password" footer={footer}>
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

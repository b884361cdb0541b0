import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { forgotPassword } from '@openslot/shared/contracts/auth';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { AuthCard } from './auth-card.tsx';
import { useAuthForm } from './use-auth-form.ts';

/** Asks for a link with which a new password is chosen. Whether there is an account, only its owner learns. */
export function ForgotPasswordPage() {
  const { api } = useServices();
  const [params] = useSearchParams();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, busy, problem, onSubmit } = useAuthForm({
    initialValues: { email: params.get('email') ?? '' },
    labels: { email: 'This' },
    schema: forgotPassword.body,
    send: async (body) => {
      await api.call(forgotPassword, { body });
      setSentTo(body.email);
    },
  });
  if (sentTo !== null) {
    return (
      <Page title="Please look at your mail" width="narrow">
        <EmptyState
          title="A link is on its way"
          text={`If there is an account with ${sentTo}, a mail with a link arrives there in a moment. The link works for one hour. Nothing came? Look in the spam folder too, or ask again in ten minutes.`}
          action={
            <Button component={Link} to="/sign-in" variant="default">
              Back to sign in
            </Button>
          }
        />
      </Page>
    );
  }
  return (
    <Page
      title="Forgot your password?"
      width="narrow"
      subtitle="Tell us your e-mail address, and we send you a link to choose a new one."
    >
      <AuthCard
        onSubmit={onSubmit}
        busy={busy}
        problem={problem}
        submitLabel="Send the link"
        footer={
          <Text size="sm" ta="center">
            <Anchor component={Link} to="/sign-in" size="sm">
              Back to sign in
            </Anchor>
          </Text>
        }
      >
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
      </AuthCard>
    </Page>
  );
}

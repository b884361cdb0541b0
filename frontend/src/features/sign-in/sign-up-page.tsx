import { Anchor, PasswordInput, Text, TextInput } from '@mantine/core';
import { MIN_PASSWORD_LENGTH, signUp } from '@openslot/shared/contracts/auth';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useServices, useSession } from '../../app/services-context.ts';
import { Page } from '../../ui/page.tsx';
import { AuthCard } from './auth-card.tsx';
import { homeOf, nextPage, withNext } from './next-page.ts';
import { useAuthForm } from './use-auth-form.ts';

export function SignUpPage() {
  const { session, stores } = useServices();
  const { user, lapsed } = useSession();
  const [params] = useSearchParams();
  const { form, busy, problem, onSubmit } = useAuthForm({
    initialValues: { name: '', email: '', password: '' },
    labels: { name: 'Your name', email: 'This', password: 'The password' },
    schema: signUp.body,
    send: async (values) => {
      await session.signUp(values);
      stores.toasts.getState().show({
        tone: 'success',
        title: 'Welcome',
        text: 'We sent you a link: please open it to confirm your e-mail address.',
      });
    },
  });
  if (user !== null && !lapsed) {
    return <Navigate to={nextPage(params, homeOf(user))} replace />;
  }
  return (
    <Page
      title="Create an account"
      width="narrow"
      subtitle="For patients. With it you book, see and cancel your visits."
    >
      <AuthCard
        onSubmit={onSubmit}
        busy={busy}
        problem={problem}
        submitLabel="Create account"
        footer={
          <Text size="sm" ta="center">
            You have an account?{' '}
            <Anchor component={Link} to={withNext('/sign-in', params)} size="sm">
              Sign in
            </Anchor>
          </Text>
        }
      >
        <TextInput
          label="Your name"
          size="md"
          autoComplete="name"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="email"
          autoCapitalize="none"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description={`At least ${MIN_PASSWORD_LENGTH} characters; a short sentence is easy to remember.`}
          size="md"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
      </AuthCard>
    </Page>
  );
}

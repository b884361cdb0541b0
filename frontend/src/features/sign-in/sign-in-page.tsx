import { Anchor, PasswordInput, Text, TextInput } from '@mantine/core';
import { signIn } from '@openslot/shared/contracts/auth';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useServices, useSession } from '../../app/services-context.ts';
import { Page } from '../../ui/page.tsx';
import { AuthCard } from './auth-card.tsx';
import { homeOf, nextPage, withNext } from './next-page.ts';
import { useAuthForm } from './use-auth-form.ts';

export function SignInPage() {
  const { session } = useServices();
  const { user, lapsed } = useSession();
  const [params] = useSearchParams();
  const { form, busy, problem, onSubmit } = useAuthForm({
    initialValues: { email: params.get('email') ?? '', password: '' },
    labels: { email: 'This', password: 'The password' },
    schema: signIn.body,
    send: session.signIn,
  });
  if (user !== null && !lapsed) {
    return <Navigate to={nextPage(params, homeOf(user))} replace />;
  }
  return (
    <Page title="Sign in" width="narrow" subtitle="Good to see you again.">
      <AuthCard
        onSubmit={onSubmit}
        busy={busy}
        problem={problem}
        submitLabel="Sign in"
        footer={
          <Text size="sm" ta="center">
            <Anchor component={Link} to="/forgot-password" size="sm">
              Forgot your password?
            </Anchor>
            <br />
            New here?{' '}
            <Anchor component={Link} to={withNext('/sign-up', params)} size="sm">
              Create an account
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
        <PasswordInput
          label="Password"
          size="md"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
      </AuthCard>
    </Page>
  );
}

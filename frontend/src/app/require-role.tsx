import { Button, Group } from '@mantine/core';
import type { Role } from '@openslot/shared/contracts/session';
import { Link, Outlet, useLocation } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { useServices, useSession } from './services-context.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  patient: 'patients',
  doctor: 'doctors',
  front_desk: 'the front desk',
  admin: 'admins',
};

/** Shows the page only to the given roles and tells everybody else why not. The server decides again on every call. */
export function RequireRole({ roles }: { roles: readonly Role[] }) {
  const { status, user, problem } = useSession();
  const { session } = useServices();
  const { pathname, search } = useLocation();
  if (status === 'loading') {
    return <PageSkeleton />;
  }
  if (status === 'failed') {
    return (
      <Page title="One moment">
        <EmptyState
          title="We could not check whether you are signed in"
          text={problem?.detail ?? problem?.title ?? ''}
          action={<Button onClick={() => void session.reload()}>Try again</Button>}
        />
      </Page>
    );
  }
  if (user === null) {
    const next = encodeURIComponent(pathname + search);
    return (
      <Page title="Please sign in">
        <EmptyState
          title="Please sign in to see this page"
          text="You come back here right afterwards."
          action={
            <Group justify="center">
              <Button component={Link} to={`/sign-in?next=${next}`}>
                Sign in
              </Button>
              <Button component={Link} to={`/sign-up?next=${next}`} variant="default">
                Create an account
              </Button>
            </Group>
          }
        />
      </Page>
    );
  }
  if (!roles.includes(user.role)) {
    return (
      <Page title="Not for this account">
        <EmptyState
          title={`This page is for ${roles.map((role) => ROLE_NAMES[role]).join(' and ')}`}
          text={`You are signed in as ${user.name}. With another account you may see it.`}
          action={
            <Button component={Link} to="/" variant="default">
              Find a doctor
            </Button>
          }
        />
      </Page>
    );
  }
  return <Outlet />;
}

import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState
        title="There is no page at this address"
        text="The link may be old, or a letter may be missing."
        action={
          <Button component={Link} to="/">
            Find a doctor
          </Button>
        }
      />
    </Page>
  );
}

import { Button, Code } from '@mantine/core';
import { useRouteError } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

/** What is shown instead of a page that broke or could not be loaded (for example after an update of the clinic's server). */
export function RouteError() {
  const error = useRouteError();
  const message = error instanceof Error ? error.message : '';
  return (
    <Page title="Something went wrong">
      <EmptyState
        title="This page could not be shown"
        text="Nothing of what you saved before is lost. Loading the page again usually helps."
        action={<Button onClick={() => window.location.reload()}>Load again</Button>}
      >
        {message !== '' && <Code>{message}</Code>}
      </EmptyState>
    </Page>
  );
}

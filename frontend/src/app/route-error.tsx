import { Button, Code } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useRouteError } from 'react-router';
import { useStore } from 'zustand';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { useServices } from './services-context.ts';

/** What is shown instead of a page that broke or could not be loaded (for example after an update of the clinic's server). */
export function RouteError() {
  const error = useRouteError();
  const status = useStore(useServices().stores.connection, (state) => state.status);
  const [wasUnreachable] = useState(status !== 'live');
  useEffect(() => {
    if (wasUnreachable && status === 'live') {
      window.location.reload();
    }
  }, [wasUnreachable, status]);
  if (wasUnreachable) {
    return (
      <Page title="No connection to the clinic">
        <EmptyState
          title="This page could not be loaded"
          text="It opens by itself as soon as the connection is back. Nothing of what you saved before is lost."
          action={<Button onClick={() => window.location.reload()}>Load again</Button>}
        />
      </Page>
    );
  }
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

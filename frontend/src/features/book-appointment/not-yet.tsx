import { Button, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import type { Read } from '../../lib/use-read.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import classes from './booking.module.css';

interface NotYetProps {
  readonly reads: readonly Read<unknown>[];
  /** What cannot be booked when it turns out not to exist. */
  readonly name: string;
}

/** While what a booking page needs is being read, or could not be. */
export function NotYet({ reads, name }: NotYetProps) {
  const failed = reads.find(({ status }) => status === 'failed');
  if (failed === undefined) {
    return <BookerSkeleton />;
  }
  if (failed.problem?.code === 'not_found' || failed.problem?.code === 'invalid_request') {
    return <NotBookable name={name} />;
  }
  return (
    <Page title="Book a visit">
      <ProblemAlert problem={failed.problem} onRetry={failed.reload} />
    </Page>
  );
}

/** Nobody offers anything there. */
export function NotBookable({ name }: { name: string }) {
  return (
    <Page title="Book a visit">
      <EmptyState
        title={`${name} cannot be booked at the moment`}
        text="Another doctor may have a time for you."
        action={
          <Button component={Link} to="/">
            Find a doctor
          </Button>
        }
      />
    </Page>
  );
}

function BookerSkeleton() {
  return (
    <Page title="Book a visit" width="wide">
      <div className={classes.columns} role="status" aria-label="Loading">
        <Skeleton h={260} radius="lg" />
        <Skeleton h={420} radius="lg" />
        <Skeleton h={420} radius="lg" />
      </div>
    </Page>
  );
}

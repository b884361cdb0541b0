import { Button, Paper, Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import type { ApiProblem } from '../../lib/api-error.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

interface AuthCardProps {
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly submitLabel: string;
  readonly children: ReactNode;
  /** The way to the other form. */
  readonly footer?: ReactNode;
}

/** The frame of the forms for getting in. */
export function AuthCard({ onSubmit, busy, problem, submitLabel, children, footer }: AuthCardProps) {
  return (
    <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', xs: 'xl' }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {children}
          <ProblemAlert problem={problem} />
          <Button type="submit" size="md" loading={busy} fullWidth>
            {submitLabel}
          </Button>
          {footer}
        </Stack>
      </form>
    </Paper>
  );
}

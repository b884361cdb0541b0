import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly text?: string;
  /** What to do about it: one button or link, at most two. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

/** Says why there is nothing to see, and what to do about it. */
export function EmptyState({ title, text, action, icon, children }: EmptyStateProps) {
  return (
    <Paper withBorder bg="var(--surface-card)" p="xl">
      <Stack align="center" gap="sm" ta="center" py="md">
        {icon}
        <Title order={2} size="h3">
          {title}
        </Title>
        {text && (
          <Text c="dimmed" maw="32rem">
            {text}
          </Text>
        )}
        {children}
        {action}
      </Stack>
    </Paper>
  );
}

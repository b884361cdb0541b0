import { Alert, Anchor, Button, List, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ApiProblem } from '../lib/api-error.ts';

interface Props {
  readonly problem: ApiProblem | null;
  /** Fields that show their own error, by pointer without the leading slash: they are not repeated here. */
  readonly shown?: readonly string[];
  readonly onRetry?: () => void;
}

/** Why something was refused, with every field error that has no field of its own on the page. */
export function ProblemAlert({ problem, shown = [], onRetry }: Props) {
  if (problem === null) {
    return null;
  }
  const isUnknown = problem.code === 'unauthenticated';
  const rest = (problem.errors ?? []).filter(({ pointer }) => !shown.includes(pointer.slice(1)));
  const detail = rest.length === 0 && problem.detail !== problem.title ? problem.detail : undefined;
  if (detail === undefined && rest.length === 0 && !isUnknown && onRetry === undefined) {
    return <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />} title={problem.title} />;
  }
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />} title={problem.title}>
      {detail}
      {isUnknown && (
        <Text size="sm">
          Your sign-in has ended.{' '}
          <Anchor href="/sign-in" target="_blank">
            Sign in in another tab
          </Anchor>
          , then come back and save again: what you entered is still here.
        </Text>
      )}
      {rest.length > 0 && (
        <List size="sm">
          {rest.map(({ pointer, detail }) => (
            <List.Item key={pointer}>{`${pointer.split('/').at(-1) ?? ''}: ${detail}`}</List.Item>
          ))}
        </List>
      )}
      {onRetry !== undefined && (
        <Button variant="light" color="red" size="compact-sm" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';

interface Props {
  /** What the other person's version says, a line each; empty when it was removed. */
  readonly theirs: readonly string[];
  readonly removed?: boolean;
  readonly busy: boolean;
  readonly onLoadTheirs: () => void;
  readonly onSaveMine: () => void;
  /** Puts what was changed here into their version, for a look before it is saved; where that can be told apart. */
  readonly onMerge?: (() => void) | undefined;
}

/** Somebody else saved while this form was open. Nothing of the form is lost: the person chooses. */
export function StaleAlert({ theirs, removed = false, busy, onLoadTheirs, onSaveMine, onMerge }: Props) {
  return (
    <Alert
      role="alert"
      color="yellow"
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
      icon={<IconUsers aria-hidden />}
      title={removed ? 'Removed by someone else meanwhile' : 'Changed by someone else meanwhile'}
    >
      {!removed && (
        <>
          <Text size="sm">Their version:</Text>
          <List size="sm" mb="xs">
            {theirs.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </>
      )}
      <Text size="sm" mb="sm">
        Your input below is kept until you choose.
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={onLoadTheirs}>
          {removed ? 'Discard mine' : 'Load theirs'}
        </Button>
        {onMerge !== undefined && (
          <Button variant="filled" onClick={onMerge}>
            Add my changes to theirs
          </Button>
        )}
        <Button variant={onMerge === undefined ? 'filled' : 'default'} loading={busy} onClick={onSaveMine}>
          {removed ? 'Save mine as new' : 'Save mine over it'}
        </Button>
      </Group>
    </Alert>
  );
}

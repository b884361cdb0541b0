import { Button, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useStore } from 'zustand';
import { formatClock } from '../lib/format.ts';
import type { ConnectionStatus } from '../sync/sync-types.ts';
import { useServices } from './services-context.ts';
import classes from './shell.module.css';

const STATES: Readonly<Record<ConnectionStatus, { symbol: string; label: string; text: string }>> = {
  live: { symbol: '●', label: 'Live', text: 'Changes appear here by themselves, within a moment.' },
  'catching-up': { symbol: '◐', label: 'Catching up', text: 'Reading what changed in the meantime.' },
  polling: {
    symbol: '↻',
    label: 'Polling',
    text: 'The live connection is down. This page asks for changes every few seconds.',
  },
  offline: {
    symbol: '○',
    label: 'Offline',
    text: 'The clinic cannot be reached. What you see may be out of date; it updates by itself once you are back.',
  },
};

/** How far what is shown can be trusted: by symbol, word and time, never by colour alone. */
export function ConnectionBadge() {
  const { stores, sync } = useServices();
  const status = useStore(stores.connection, (state) => state.status);
  const asOf = useStore(stores.connection, (state) => state.asOf);
  // Most catching up takes less than this; a badge that flickers tells nothing.
  const [settled] = useDebouncedValue(status, 400);
  const { symbol, label, text } = STATES[status === 'live' ? 'live' : settled];
  const shown = status === 'live' ? 'live' : settled;
  const time = asOf === null ? '' : `as of ${formatClock(asOf)}`;
  return (
    <Popover width={260} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton
          className={classes.badge}
          data-status={shown}
          aria-label={`Connection: ${label} ${time}`}
        >
          <span className={classes.badgeSymbol} aria-hidden>
            {symbol}
          </span>
          {label}
          {time !== '' && <span className={classes.badgeTime}>— {time}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm">{text}</Text>
          {time !== '' && (
            <Text size="sm" c="dimmed">
              Shown {time}
            </Text>
          )}
          {shown !== 'live' && (
            <Button size="compact-md" variant="light" onClick={sync.retry}>
              Retry
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

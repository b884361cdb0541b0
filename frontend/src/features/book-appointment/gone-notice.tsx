import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconClockX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatDateShort, formatTime } from '../../lib/format.ts';

/** Why the chosen time cannot be had. */
export type GoneReason = 'taken' | 'not-offered' | 'busy';

/** The slot of one doctor of several: others are still free then. */
export interface StillFree {
  readonly doctorName: string;
}

/** A time to have instead, with the doctor who was asked for, or with anybody. */
export interface NearbyTime {
  readonly startsAt: string;
}

interface Props {
  readonly reason: GoneReason;
  readonly alternatives: readonly NearbyTime[];
  readonly timeZone: string;
  readonly onPick: (startsAt: string) => void;
  readonly stillFree: StillFree | null;
}

const TEXTS: Readonly<Record<GoneReason, { title: string; text: string }>> = {
  taken: { title: 'This time has just been taken', text: 'What you wrote is kept. Closest free times:' },
  'not-offered': {
    title: 'This time is no longer offered',
    text: 'What you wrote is kept. Closest free times:',
  },
  busy: {
    title: 'There is a visit at this time already',
    text: 'One person cannot have two visits at once. Closest other times:',
  },
};

/** Says kindly that the chosen time is gone, and what can be had instead. */
export function GoneNotice({ reason, alternatives, timeZone, onPick, stillFree }: Props) {
  if (stillFree !== null && reason !== 'busy') {
    return (
      <Alert
        role="alert"
        color="yellow"
        variant="light"
        icon={<IconClockX aria-hidden />}
        title={`${stillFree.doctorName} is no longer free at this time`}
      >
        <Text size="sm">What you wrote is kept. Choose below whom it shall be with instead.</Text>
      </Alert>
    );
  }
  const { title, text } = TEXTS[reason];
  return (
    <Alert role="alert" color="yellow" variant="light" icon={<IconClockX aria-hidden />} title={title}>
      <Text size="sm" mb="xs">
        {alternatives.length > 0 ? text : 'There is no other free time close to it. What you wrote is kept.'}
      </Text>
      <Group gap="xs">
        {alternatives.map(({ startsAt }) => (
          <Button key={startsAt} variant="default" mih={44} onClick={() => onPick(startsAt)}>
            {formatDateShort(startsAt, timeZone)}, {formatTime(startsAt, timeZone)}
          </Button>
        ))}
      </Group>
      {reason === 'busy' && (
        <Anchor component={Link} to="/appointments" size="sm" mt="xs" display="inline-block">
          See my visits
        </Anchor>
      )}
    </Alert>
  );
}

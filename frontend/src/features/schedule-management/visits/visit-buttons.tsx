import { Button, Group, Stack } from '@mantine/core';
import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';
import type { AppointmentStatus } from '@openslot/shared/contracts/appointments';
import {
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconDoorEnter,
  IconPlayerPlay,
  IconUserOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ACTION_TEXTS } from './visit-texts.ts';

const ICONS: Readonly<Partial<Record<VisitAction, typeof IconCheck>>> = {
  approve: IconCheck,
  arrive: IconDoorEnter,
  start: IconPlayerPlay,
  complete: IconChecks,
  no_show: IconUserOff,
  back: IconArrowBackUp,
};

/** These end a visit: they stand apart, and ask for words first. */
const ENDS: readonly VisitAction[] = ['cancel', 'decline'];

interface Props {
  readonly allowed: readonly VisitAction[];
  readonly status: AppointmentStatus;
  readonly busy: VisitAction | null;
  readonly onAction: (action: VisitAction) => void;
  readonly onClose: () => void;
  /** Beside what goes on with the visit, for example moving it. */
  readonly children?: ReactNode;
}

function labelOf(action: VisitAction, status: AppointmentStatus): string {
  return action === 'arrive' && status === 'no_show' ? 'Came after all' : ACTION_TEXTS[action].label;
}

/** Exactly what the table of transitions allows now; the first is what mostly comes next. */
export function VisitButtons({ allowed, status, busy, onAction, onClose, children }: Props) {
  const goingOn = allowed.filter((action) => !ENDS.includes(action));
  const ends = allowed.filter((action) => ENDS.includes(action));
  return (
    <Stack gap="md">
      <Group gap="xs">
        {goingOn.map((action, index) => {
          const Icon = ICONS[action];
          return (
            <Button
              key={action}
              variant={index === 0 && action !== 'back' ? 'filled' : 'default'}
              leftSection={Icon && <Icon size={18} aria-hidden />}
              loading={busy === action}
              disabled={busy !== null && busy !== action}
              onClick={() => onAction(action)}
            >
              {labelOf(action, status)}
            </Button>
          );
        })}
        {children}
      </Group>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          {ends.map((action) => (
            <Button key={action} variant="subtle" color="red" onClick={() => onAction(action)}>
              {ACTION_TEXTS[action].label}
            </Button>
          ))}
        </Group>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

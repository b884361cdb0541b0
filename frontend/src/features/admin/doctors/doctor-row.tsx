import { ActionIcon, Badge, Button, Group, Menu, Text, VisuallyHidden } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import {
  IconCalendarWeek,
  IconDots,
  IconMail,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from '../admin.module.css';
import type { DoctorTask } from './doctor-dialogs.tsx';

interface Props {
  readonly doctor: Doctor;
  readonly onTask: (task: DoctorTask) => void;
}

const ICON = { size: 16, 'aria-hidden': true } as const;

function Actions({ doctor, onTask }: Props) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        component={Link}
        to={`/schedule/${doctor.id}`}
        variant="light"
        size="compact-md"
        visibleFrom="sm"
        leftSection={<IconCalendarWeek {...ICON} />}
      >
        <span>
          Open schedule<VisuallyHidden> of {doctor.name}</VisuallyHidden>
        </span>
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" size={44} aria-label={`More for ${doctor.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to={`/schedule/${doctor.id}`}
            hiddenFrom="sm"
            leftSection={<IconCalendarWeek {...ICON} />}
          >
            Open schedule
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => onTask({ kind: 'edit', doctor })}>
            Edit
          </Menu.Item>
          <Menu.Item
            component={Link}
            to={`/admin/staff?invite=${doctor.id}`}
            leftSection={<IconMail {...ICON} />}
          >
            Invite to sign in
          </Menu.Item>
          <Menu.Divider />
          {doctor.active ? (
            <Menu.Item
              color="red"
              leftSection={<IconPlayerPause {...ICON} />}
              onClick={() => onTask({ kind: 'deactivate', doctor })}
            >
              Deactivate
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconPlayerPlay {...ICON} />}
              onClick={() => onTask({ kind: 'reactivate', doctor })}
            >
              Reactivate
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

export function DoctorRow({ doctor, onTask }: Props) {
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Group gap="xs">
          <Text fw={600}>{doctor.name}</Text>
          {!doctor.active && (
            <Badge color="gray" variant="light" c="var(--mantine-color-text)">
              Inactive
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {doctor.specialty}
        </Text>
      </div>
      <div className={classes.fact}>
        {doctor.timeZone.replaceAll('_', ' ')} ·{' '}
        {doctor.visitTypeIds.length === 1 ? '1 visit type' : `${doctor.visitTypeIds.length} visit types`}
      </div>
      <div className={classes.side}>
        <Actions doctor={doctor} onTask={onTask} />
      </div>
    </li>
  );
}

import { ActionIcon, Badge, Button, Group, Menu, Skeleton, Stack, Text } from '@mantine/core';
import { listStaff, renewInvitation, type StaffMember, updateStaff } from '@openslot/shared/contracts/staff';
import { IconBan, IconCircleCheck, IconDots, IconLink, IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices, useSession } from '../../../app/services-context.ts';
import { toApiError } from '../../../lib/api-error.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import classes from '../admin.module.css';
import { useSearchFilter } from '../use-search-filter.ts';
import { StaffDialogs } from './staff-dialogs.tsx';
import type { Invited, StaffTask } from './staff-task.ts';
import { roleName } from './staff-texts.ts';

interface RowProps {
  readonly member: StaffMember;
  readonly isSelf: boolean;
  readonly onRenew: () => void;
  readonly onDisable: (disabled: boolean) => void;
}

const ICON = { size: 16, 'aria-hidden': true } as const;

function State({ member }: { member: StaffMember }) {
  if (member.disabled) {
    return (
      <Badge color="red" variant="light" leftSection={<IconBan size={11} aria-hidden />}>
        Disabled
      </Badge>
    );
  }
  return member.invited ? (
    <Badge color="yellow" variant="light" c="var(--mantine-color-text)">
      Invited
    </Badge>
  ) : null;
}

function StaffRow({ member, isSelf, onRenew, onDisable }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Group gap="xs">
          <Text fw={600}>
            {member.name}
            {isSelf && ' (you)'}
          </Text>
          <State member={member} />
        </Group>
        <Text size="sm" c="dimmed">
          {member.email}
        </Text>
      </div>
      <div className={classes.fact}>{roleName(member.role)}</div>
      <div className={classes.side}>
        {!isSelf && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" size={44} aria-label={`More for ${member.name}`}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconLink {...ICON} />} onClick={onRenew}>
                {member.invited ? 'New invitation link' : 'Link to choose a new password'}
              </Menu.Item>
              {member.disabled ? (
                <Menu.Item leftSection={<IconCircleCheck {...ICON} />} onClick={() => onDisable(false)}>
                  Enable
                </Menu.Item>
              ) : (
                <Menu.Item color="red" leftSection={<IconBan {...ICON} />} onClick={() => onDisable(true)}>
                  Disable
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </li>
  );
}

function useStaffActions(reload: () => void, open: (task: StaffTask) => void) {
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();
  const attempt = async (action: () => Promise<void>) => {
    try {
      await action();
      reload();
    } catch (error) {
      const { title, detail } = toApiError(error).problem;
      show({ tone: 'error', title, text: detail ?? '' });
    }
  };
  return {
    renew: (member: StaffMember) =>
      attempt(async () => {
        const invited: Invited = await api.call(renewInvitation, { params: { userId: member.id } });
        open({ kind: 'link', invited });
      }),
    enable: (member: StaffMember) =>
      attempt(async () => {
        await api.call(updateStaff, { params: { userId: member.id }, body: { disabled: false } });
        show({ tone: 'success', title: 'Sign-in enabled', text: member.name });
      }),
  };
}

/** The people who work here, and how they get in. */
export function StaffPanel() {
  const { api } = useServices();
  const { user } = useSession();
  const filter = useSearchFilter();
  const read = useRead('all', (signal) => api.call(listStaff, { signal }));
  const invitedDoctor = filter.get('invite');
  const [task, setTask] = useState<StaffTask | null>(
    invitedDoctor === null ? null : { kind: 'invite', doctorId: invitedDoctor },
  );
  const actions = useStaffActions(read.reload, setTask);
  const items = read.value?.items ?? [];
  const invite = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setTask({ kind: 'invite', doctorId: null })}
    >
      Invite somebody
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed">Doctors, front desk and admins sign in here. Patients register themselves.</Text>
        {invite}
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      <ul className={classes.rows} aria-label="Staff" aria-busy={read.status === 'loading'}>
        {read.status === 'loading' &&
          [1, 2, 3].map((row) => <Skeleton component="li" key={row} h={68} radius="md" />)}
        {items.map((member) => (
          <StaffRow
            key={member.id}
            member={member}
            isSelf={member.id === user?.id}
            onRenew={() => void actions.renew(member)}
            onDisable={(disabled) =>
              disabled ? setTask({ kind: 'disable', member }) : void actions.enable(member)
            }
          />
        ))}
      </ul>
      {read.status === 'ready' && items.length === 0 && (
        <EmptyState
          icon={<IconUsers size={32} aria-hidden />}
          title="Nobody works here yet"
          text="Invite the first doctor, front desk or admin: they get a link with which they choose a password."
          action={invite}
        />
      )}
      <StaffDialogs
        task={task}
        onTask={setTask}
        onClose={() => {
          setTask(null);
          filter.set({ invite: null });
        }}
        onSaved={read.reload}
      />
    </Stack>
  );
}

import { ActionIcon, Avatar, Group, Menu, Text, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import type { SessionUser } from '@openslot/shared/contracts/session';
import { IconDeviceDesktop, IconLogin2, IconLogout, IconMenu2, IconMoon, IconSun } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { toApiError } from '../lib/api-error.ts';
import { avatarName } from '../lib/avatar-name.ts';
import { navigationFor } from './navigation.ts';
import { useServices } from './services-context.ts';

const ROLE_LABELS: Readonly<Record<SessionUser['role'], string>> = {
  patient: 'Patient',
  doctor: 'Doctor',
  front_desk: 'Front desk',
  admin: 'Admin',
};

const SCHEMES = [
  { value: 'auto', label: 'Like the device', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const;

/** Pages (on a phone), light or dark, and the way in or out. */
export function UserMenu({ user, signInTo }: { user: SessionUser | null; signInTo: string }) {
  return (
    <Menu position="bottom-end" width={240} shadow="md" withArrow>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} radius="xl">
          {user === null ? (
            <IconMenu2 size={22} aria-hidden />
          ) : (
            <Avatar name={avatarName(user.name)} color="sea" size={34} alt="" />
          )}
          <VisuallyHidden>Menu</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {user !== null && (
          <Menu.Label>
            <Text fw={600} c="var(--mantine-color-text)" truncate>
              {user.name}
            </Text>
            {ROLE_LABELS[user.role]}
          </Menu.Label>
        )}
        {navigationFor(user).map(({ to, label }) => (
          <Menu.Item key={to} component={Link} to={to} hiddenFrom="sm">
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider hiddenFrom="sm" />
        <Menu.Label>Appearance</Menu.Label>
        <Appearance />
        <Menu.Divider />
        {user === null ? (
          <Menu.Item component={Link} to={signInTo} leftSection={<IconLogin2 size={18} aria-hidden />}>
            Sign in
          </Menu.Item>
        ) : (
          <SignOut />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group gap={6} px="xs" pb={6} wrap="nowrap">
      {SCHEMES.map(({ value, label, icon: Icon }) => (
        <ActionIcon
          key={value}
          variant={value === colorScheme ? 'light' : 'default'}
          size={40}
          flex={1}
          aria-label={label}
          aria-pressed={value === colorScheme}
          title={label}
          onClick={() => setColorScheme(value)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </Group>
  );
}

function SignOut() {
  const { session, stores } = useServices();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    try {
      await navigate('/');
      await session.signOut();
    } catch (error) {
      const { problem } = toApiError(error);
      stores.toasts.getState().show({ title: 'You are still signed in', text: problem.title, tone: 'error' });
    }
  };
  return (
    <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
      Sign out
    </Menu.Item>
  );
}

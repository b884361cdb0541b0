import { ActionIcon, Avatar, Menu, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core';
import type { SessionUser } from '@openslot/shared/contracts/session';
import { IconDeviceDesktop, IconLogin2, IconLogout, IconMenu2, IconMoon, IconSun } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { toApiError } from '../lib/api-error.ts';
import { navigationFor } from './navigation.ts';
import { useServices } from './services-context.ts';

const ROLE_LABELS: Readonly<Record<SessionUser['role'], string>> = {
  patient: 'Patient',
  doctor: 'Doctor',
  front_desk: 'Front desk',
  admin: 'Admin',
};

const SCHEMES = [
  { value: 'auto', label: 'Auto', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
].map(({ value, label, icon: Icon }) => ({
  value,
  label: (
    <>
      <Icon size={16} aria-hidden style={{ display: 'block', margin: '2px auto' }} />
      <span className="visually-hidden">{label}</span>
    </>
  ),
}));

/** Pages (on a phone), light or dark, and the way in or out. */
export function UserMenu({ user, signInTo }: { user: SessionUser | null; signInTo: string }) {
  return (
    <Menu position="bottom-end" width={240} shadow="md" withArrow>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} radius="xl" aria-label="Menu">
          {user === null ? <IconMenu2 size={22} /> : <Avatar name={user.name} color="sea" size={34} alt="" />}
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
    <SegmentedControl
      fullWidth
      size="xs"
      mx="xs"
      mb={6}
      aria-label="Appearance"
      data={SCHEMES}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
    />
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

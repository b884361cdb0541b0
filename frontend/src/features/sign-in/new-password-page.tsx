import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ChoosePassword } from './choose-password.tsx';

/** Where the link for a forgotten password leads. */
export function NewPasswordPage() {
  return (
    <ChoosePassword
      title="A new password"
      subtitle="Choose a new password. You are signed out everywhere else then."
      incomplete="Please open the whole link of the mail, or ask for a new one."
      footer={
        <Text size="sm" ta="center">
          <Anchor component={Link} to="/forgot-password" size="sm">
            Send me another link
          </Anchor>
        </Text>
      }
    />
  );
}

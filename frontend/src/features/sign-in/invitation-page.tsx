import { ChoosePassword } from './choose-password.tsx';

/** Where an invitation link leads: the invited person chooses a password. */
export function InvitationPage() {
  return (
    <ChoosePassword
      title="Welcome"
      subtitle="Choose a password to accept your invitation."
      incomplete="Please open the whole link of your invitation, or ask for a new one."
    />
  );
}

import { Alert, Group, Text } from '@mantine/core';
import { readOwnAddress, sendAddressLink } from '@openslot/shared/contracts/address';
import { IconMail } from '@tabler/icons-react';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { SendAddressLink } from '../../ui/send-address-link.tsx';

/** Says that the address waits to be confirmed; nothing depends on it but finding a record that the clinic has already. */
export function AddressNotice() {
  const { api } = useServices();
  const { value } = useRead('address', (signal) => api.call(readOwnAddress, { signal }));
  if (value === undefined || value.verified) {
    return null;
  }
  return (
    <Alert
      variant="light"
      color="gray"
      icon={<IconMail size={20} aria-hidden />}
      title="Please confirm your e-mail address"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw="34rem">
          We sent a link to {value.email}. Once you have opened it, the clinic can find a record it may have
          of you already. You can book without it.
        </Text>
        <SendAddressLink onSend={() => api.call(sendAddressLink, {})} size="sm" />
      </Group>
    </Alert>
  );
}

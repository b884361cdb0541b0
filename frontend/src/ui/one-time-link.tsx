import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { type ApiProblem, toApiError } from '../lib/api-error.ts';
import { deviceTimeZone, formatDateLong, formatTime } from '../lib/format.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Props {
  readonly url: string;
  /** Instant from which the link is of no use. */
  readonly expiresAt: string;
  /** Whom it is handed to. */
  readonly name: string;
  /** Sends another link by mail instead; null without an address. */
  readonly onMail: (() => Promise<{ readonly sentTo: string }>) | null;
  readonly onClose: () => void;
}

function useMail(onMail: Props['onMail']) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setSentTo((await onMail?.())?.sentTo ?? null);
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  return { sentTo, busy, problem, send };
}

/** Shows a one-time link so that it can be handed on; it cannot be had again. Or it goes by mail, as another link. */
export function OneTimeLink({ url, expiresAt, name, onMail, onClose }: Props) {
  const zone = deviceTimeZone();
  const { sentTo, busy, problem, send } = useMail(onMail);
  if (sentTo !== null) {
    return (
      <Stack>
        <Text role="status">
          A mail with a link is on its way to {sentTo}. The link that was shown here no longer works.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <Text>
        Give this link to {name}. It works once, until {formatDateLong(expiresAt, zone)},{' '}
        {formatTime(expiresAt, zone)}, and is not shown again. Older links no longer work.
      </Text>
      <TextInput
        label="One-time link"
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
        {onMail !== null && (
          <Button variant="default" loading={busy} onClick={() => void send()}>
            Send by mail
          </Button>
        )}
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}

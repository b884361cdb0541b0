import { Button, type ButtonProps, Text } from '@mantine/core';
import { useState } from 'react';
import { type ApiProblem, toApiError } from '../lib/api-error.ts';

type State =
  | { readonly kind: 'idle' | 'sending' }
  | { readonly kind: 'sent'; readonly email: string }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

interface Props extends ButtonProps {
  /** Resolves with the address it goes to. */
  readonly onSend: () => Promise<{ readonly email: string }>;
}

/** Sends the link that verifies one's own address once more, and says what became of it. */
export function SendAddressLink({ onSend, ...look }: Props) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const send = async () => {
    setState({ kind: 'sending' });
    try {
      const { email } = await onSend();
      setState({ kind: 'sent', email });
    } catch (error) {
      setState({ kind: 'refused', problem: toApiError(error).problem });
    }
  };
  if (state.kind === 'sent') {
    return <Text role="status">A new link is on its way to {state.email}.</Text>;
  }
  return (
    <>
      <Button variant="light" {...look} loading={state.kind === 'sending'} onClick={() => void send()}>
        Send again
      </Button>
      {state.kind === 'refused' && (
        <Text size="sm" role="alert">
          {state.problem.detail ?? state.problem.title}
        </Text>
      )}
    </>
  );
}

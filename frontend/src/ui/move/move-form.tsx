import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { Alternative } from '@openslot/shared/contracts/slot-conflict';
import type { SlotDay } from '@openslot/shared/contracts/slots';
import { IconChevronLeft, IconChevronRight, IconClockX } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import type { ApiProblem } from '../../lib/api-error.ts';
import { formatDateLong, formatDateShort, formatTime } from '../../lib/format.ts';
import { ProblemAlert } from '../problem-alert.tsx';
import { SlotChoice } from './slot-choice.tsx';

interface Choice {
  readonly startsAt: string;
  readonly doctorId: string;
}

interface Props {
  readonly appointment: Appointment;
  readonly timeZone: string;
  readonly today: string;
  readonly from: string;
  readonly doctorId: string;
  readonly chosen: Choice | null;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly days: readonly SlotDay[] | undefined;
  readonly alternatives: readonly Alternative[];
  readonly choose: (choice: Choice) => void;
  readonly showFrom: (date: string) => void;
  readonly leaf: (direction: -1 | 1) => void;
  readonly submit: () => Promise<void>;
  readonly onBack: () => void;
  /** More to choose from, for staff: stands above and below the times. */
  readonly above?: ReactNode;
  readonly below?: ReactNode;
}

/** Where a visit shall go: a date, a free time, and one more click. Nothing has to be dragged. */
export function MoveForm(props: Props) {
  const { appointment, timeZone, chosen, busy, doctorId, submit, choose, onBack } = props;
  const { startsAt, doctorName } = appointment;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <Text size="sm">
          Now: {formatDateLong(startsAt, timeZone)}, {formatTime(startsAt, timeZone)}, with {doctorName}.
        </Text>
        {props.above}
        <Week {...props} />
        <SlotChoice
          days={props.days}
          timeZone={timeZone}
          value={chosen?.doctorId === doctorId ? chosen.startsAt : null}
          onChoose={(slot) => choose({ startsAt: slot, doctorId })}
        />
        {props.below}
        <Refusal {...props} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onBack}>
            Leave it where it is
          </Button>
          <Button type="submit" loading={busy} disabled={chosen === null}>
            {chosen === null
              ? 'Move'
              : `Move to ${formatDateShort(chosen.startsAt, timeZone)}, ${formatTime(chosen.startsAt, timeZone)}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Week({ from, today, showFrom, leaf }: Props) {
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        type="date"
        label="From date"
        data-autofocus
        autoFocus
        flex={1}
        min={today}
        value={from}
        onChange={(event) => showFrom(event.currentTarget.value)}
      />
      <Button
        variant="default"
        px="sm"
        disabled={from <= today}
        aria-label="Seven days earlier"
        onClick={() => leaf(-1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </Button>
      <Button variant="default" px="sm" aria-label="Seven days later" onClick={() => leaf(1)}>
        <IconChevronRight size={18} aria-hidden />
      </Button>
    </Group>
  );
}

const GONE: readonly string[] = ['slot_taken', 'slot_not_offered'];

function Refusal({ problem, alternatives, timeZone, choose }: Props) {
  if (problem === null || !GONE.includes(problem.code)) {
    return <ProblemAlert problem={problem} />;
  }
  return (
    <Alert role="alert" color="yellow" icon={<IconClockX aria-hidden />} title={problem.title}>
      {problem.detail !== undefined && problem.detail !== problem.title && (
        <Text size="sm">{problem.detail}</Text>
      )}
      {alternatives.length > 0 && (
        <Text size="sm" mb="xs">
          Closest free times:
        </Text>
      )}
      <Group gap="xs">
        {alternatives.map(({ startsAt, doctorId, doctorName }) => (
          <Button
            key={`${doctorId}|${startsAt}`}
            variant="default"
            mih={44}
            aria-label={`${formatDateShort(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}, with ${doctorName}`}
            onClick={() => choose({ startsAt, doctorId })}
          >
            {formatDateShort(startsAt, timeZone)}, {formatTime(startsAt, timeZone)}
          </Button>
        ))}
      </Group>
    </Alert>
  );
}

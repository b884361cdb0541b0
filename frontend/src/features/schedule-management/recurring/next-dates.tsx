import { Button, Group, Pill, Text } from '@mantine/core';
import { formatLocalDateLong, formatLocalDateShort } from '../../../lib/format.ts';
import type { RecurringDraft } from './recurring-draft.ts';

interface NextDatesProps {
  readonly draft: RecurringDraft;
  readonly dates: readonly string[] | null;
  readonly onChange: (change: Partial<RecurringDraft>) => void;
}

/** The dates the rule comes to; each can be left out, and taken back. */
export function NextDates({ draft, dates, onChange }: NextDatesProps) {
  const { excludedDates } = draft;
  if (dates === null) {
    return <Text size="sm">Fill in when it repeats to see the next dates.</Text>;
  }
  return (
    <div>
      <Text size="sm" fw={500}>
        {dates.length === 0 ? 'No dates are left.' : 'Next dates'}
      </Text>
      <Pill.Group aria-label="Next dates" role="group">
        {dates.map((date) => (
          <Pill
            key={date}
            withRemoveButton
            removeButtonProps={{
              'aria-label': `Leave out ${formatLocalDateLong(date)}`,
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => onChange({ excludedDates: [...excludedDates, date].sort() })}
          >
            {formatLocalDateShort(date)} {date.slice(0, 4)}
          </Pill>
        ))}
      </Pill.Group>
      {excludedDates.length > 0 && (
        <Group gap="xs" mt="xs">
          <Text size="sm">Left out: {excludedDates.map(formatLocalDateShort).join(', ')}</Text>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ excludedDates: [] })}>
            Take all back
          </Button>
        </Group>
      )}
    </div>
  );
}

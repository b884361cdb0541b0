import { Alert, List, ScrollArea, Stack, Text } from '@mantine/core';
import type { ExplainAnswer, ExplainedStart } from '@openslot/shared/contracts/explain';
import { isRepeatedHour } from '@openslot/shared/time/zone';
import { formatTime } from '../../../lib/format.ts';
import { NOT_BOOKABLE, REASONS } from './reason-texts.ts';

/** The time on the doctor's wall clock; in the hour that the clocks repeat it says which one. */
function startText(startsAt: string, timeZone: string): string {
  const which = isRepeatedHour(timeZone, Date.parse(startsAt));
  return `${formatTime(startsAt, timeZone)}${which === null ? '' : ` (${which})`}`;
}

function Asked({ start, timeZone }: { readonly start: ExplainedStart; readonly timeZone: string }) {
  const time = startText(start.startsAt, timeZone);
  if (start.code === null) {
    return <Alert color="green" title={`${time} can be booked`} />;
  }
  const { why, advice } = REASONS[start.code];
  return (
    <Alert color="yellow" title={`Why ${time} cannot be booked`}>
      {why} {advice}
    </Alert>
  );
}

/** The reason for the asked time, and what holds for every start of the date. */
export function ExplainResult({ answer }: { readonly answer: ExplainAnswer }) {
  const { timeZone, notBookable, starts, asked } = answer;
  if (notBookable !== null) {
    return (
      <Alert color="yellow" title="Nothing can be booked">
        {NOT_BOOKABLE[notBookable]}
      </Alert>
    );
  }
  return (
    <Stack gap="sm" role="status">
      {asked !== null && <Asked start={asked} timeZone={timeZone} />}
      {starts.length === 0 ? (
        <Text size="sm" c="dimmed">
          The doctor has no working hours on this date.
        </Text>
      ) : (
        <ScrollArea.Autosize
          mah={260}
          viewportProps={{ tabIndex: 0, 'aria-label': 'Start times of this date' }}
        >
          <List listStyleType="none" size="sm" spacing={4}>
            {starts.map(({ startsAt, code }) => (
              <List.Item key={startsAt}>
                {startText(startsAt, timeZone)}: {code === null ? 'can be booked' : REASONS[code].short}
              </List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
}

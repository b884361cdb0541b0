import { Button } from '@mantine/core';
import { hourCycleStore } from '../lib/hour-cycle.ts';
import { useHourCycle } from '../lib/use-hour-cycle.ts';

/** Writes all times by the other clock, as long as the page is open. */
export function ClockButton({ ml }: { readonly ml?: number }) {
  const other = useHourCycle() === 'h12' ? 'h23' : 'h12';
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      {...(ml === undefined ? {} : { ml })}
      onClick={() => hourCycleStore.setState({ chosen: other })}
    >
      {other === 'h12' ? 'Use 12-hour clock' : 'Use 24-hour clock'}
    </Button>
  );
}

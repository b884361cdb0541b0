import { Skeleton, Stack, Text } from '@mantine/core';
import type { SlotDay } from '@openslot/shared/contracts/slots';
import { formatDateLong, formatLocalDateLong, formatTime } from '../../lib/format.ts';
import classes from './move.module.css';

interface Props {
  /** Days with free times only; undefined while not known. */
  readonly days: readonly SlotDay[] | undefined;
  readonly timeZone: string;
  /** The chosen start. */
  readonly value: string | null;
  readonly onChoose: (startsAt: string) => void;
}

/** Free times of some days, one of which is chosen. */
export function SlotChoice({ days, timeZone, value, onChoose }: Props) {
  if (days === undefined) {
    return (
      <Stack gap="xs" role="status" aria-label="Reading free times">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} h={44} radius="md" />
        ))}
      </Stack>
    );
  }
  if (days.length === 0) {
    return <Text c="dimmed">No free times in these seven days.</Text>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a pointer
    <section className={classes.days} tabIndex={0} aria-label="Free times">
      {days.map(({ date, slots }) => (
        <section key={date} aria-label={formatLocalDateLong(date)}>
          <h3 className={classes.date}>{formatLocalDateLong(date)}</h3>
          <div className={classes.slots}>
            {slots.map(({ startsAt }) => (
              <button
                key={startsAt}
                type="button"
                className={classes.slot}
                aria-pressed={startsAt === value}
                aria-label={`${formatDateLong(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}`}
                onClick={() => onChoose(startsAt)}
              >
                {formatTime(startsAt, timeZone)}
              </button>
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}

import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { IconHourglassEmpty, IconLock } from '@tabler/icons-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { formatDateLong, formatLocalDateLong, formatLocalDateShort, formatTime } from '../../lib/format.ts';
import type { Who } from './bookable.ts';
import { groupEntries, type SlotEntry } from './offered-slots.ts';
import classes from './time-list.module.css';

interface TimeListProps {
  readonly date: LocalDate | null;
  /** Undefined while not known. */
  readonly entries: readonly SlotEntry[] | undefined;
  readonly timeZone: string;
  readonly who: (entry: SlotEntry) => Who;
  readonly nextDate: LocalDate | null;
  /** Takes the focus when a date was chosen. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onChoose: (entry: SlotEntry) => void;
  readonly onDate: (date: LocalDate) => void;
  readonly onOtherDate: () => void;
}

/** The times of one day, grouped by part of the day. */
export function TimeList(props: TimeListProps) {
  const { date, entries, timeZone, who, nextDate, heading, onChoose, onDate, onOtherDate } = props;
  const list = useRef<HTMLDivElement>(null);
  useFocusOnNeighbour(list, entries);
  if (date === null || entries === undefined) {
    return <TimeListSkeleton />;
  }
  const gone = entries.filter(({ state }) => state === 'taken' || state === 'removed');
  return (
    <div ref={list}>
      <Group justify="space-between" align="baseline" mb="xs" gap="xs">
        <Title order={2} size="h3" ref={heading} tabIndex={-1} className={classes.heading}>
          {formatLocalDateLong(date)}
        </Title>
        <Anchor component="button" type="button" size="sm" onClick={onOtherDate} className={classes.other}>
          Choose a different date
        </Anchor>
      </Group>
      <p className="visually-hidden" role="status">
        {gone.map((entry) => `${formatTime(entry.startsAt, timeZone)} ${STATE_TEXTS[entry.state]}. `)}
      </p>
      {entries.length === 0 && <NothingLeft nextDate={nextDate} onDate={onDate} />}
      <Stack gap="lg">
        {groupEntries(entries, timeZone).map((group) => (
          <section key={group.name} aria-label={group.name}>
            <Text component="h3" className={classes.groupName}>
              {group.name}
            </Text>
            <div className={classes.slots}>
              {group.entries.map((entry) => (
                <SlotButton
                  key={entry.startsAt}
                  entry={entry}
                  timeZone={timeZone}
                  who={who(entry)}
                  onChoose={onChoose}
                />
              ))}
            </div>
          </section>
        ))}
      </Stack>
    </div>
  );
}

const STATE_TEXTS: Readonly<Record<SlotEntry['state'], string>> = {
  free: 'free',
  own: 'held for you',
  held: 'being booked by somebody else',
  taken: 'just taken',
  removed: 'no longer offered',
};

/** Short enough for the button itself. */
const STATE_MARKS: Readonly<Record<Exclude<SlotEntry['state'], 'free'>, string>> = {
  own: 'held for you',
  held: 'being booked',
  taken: 'just taken',
  removed: 'not offered',
};

interface SlotButtonProps {
  readonly entry: SlotEntry;
  readonly timeZone: string;
  readonly who: Who;
  readonly onChoose: (entry: SlotEntry) => void;
}

function SlotButton({ entry, timeZone, who, onChoose }: SlotButtonProps) {
  const { startsAt, state } = entry;
  const time = formatTime(startsAt, timeZone);
  const isChoosable = state === 'free' || state === 'own';
  const mark = state === 'free' ? who.short : STATE_MARKS[state];
  const Icon = state === 'own' ? IconLock : IconHourglassEmpty;
  return (
    <button
      type="button"
      className={classes.slot}
      data-starts-at={startsAt}
      data-state={state}
      // Not `disabled`: a slot that goes while it has the focus must not lose it.
      aria-disabled={isChoosable ? undefined : true}
      aria-label={`${formatDateLong(startsAt, timeZone)}, ${time}, with ${who.spoken}, ${STATE_TEXTS[state]}`}
      onClick={isChoosable ? () => onChoose(entry) : undefined}
    >
      <span className={classes.time}>{time}</span>
      {mark !== null && (
        // Drawn, not written: the button's name says it in full.
        <span className={classes.mark} data-who={mark} aria-hidden>
          {(state === 'own' || state === 'held') && <Icon size={11} />}
        </span>
      )}
    </button>
  );
}

function NothingLeft({
  nextDate,
  onDate,
}: {
  nextDate: LocalDate | null;
  onDate: (date: LocalDate) => void;
}) {
  return (
    <Stack gap="sm" py="md" align="flex-start">
      <Text>There are no free times on this day.</Text>
      {nextDate !== null && (
        <Button variant="light" onClick={() => onDate(nextDate)}>
          Next free: {formatLocalDateShort(nextDate)}
        </Button>
      )}
    </Stack>
  );
}

/** When a slot leaves the list while it has the focus, its neighbour gets it: the place in the list is not lost. */
function useFocusOnNeighbour(
  list: RefObject<HTMLDivElement | null>,
  entries: readonly SlotEntry[] | undefined,
): void {
  const before = useRef<{ keys: readonly string[]; focused: string | null }>({ keys: [], focused: null });
  useLayoutEffect(() => {
    const { keys, focused } = before.current;
    const now = (entries ?? []).map(({ startsAt }) => startsAt);
    const lost = focused !== null && keys.includes(focused) && !now.includes(focused);
    if (lost && (document.activeElement === document.body || document.activeElement === null)) {
      const neighbour = now[Math.min(keys.indexOf(focused), now.length - 1)];
      list.current?.querySelector<HTMLElement>(`[data-starts-at="${neighbour}"]`)?.focus();
    }
    before.current = { keys: now, focused: before.current.focused };
  }, [entries, list]);
  useLayoutEffect(() => {
    const element = list.current;
    const remember = (event: FocusEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target.dataset.startsAt : undefined;
      before.current = { ...before.current, focused: target ?? null };
    };
    const forget = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof HTMLElement) {
        before.current = { ...before.current, focused: null };
      }
    };
    element?.addEventListener('focusin', remember);
    element?.addEventListener('focusout', forget);
    return () => {
      element?.removeEventListener('focusin', remember);
      element?.removeEventListener('focusout', forget);
    };
  });
}

function TimeListSkeleton() {
  return (
    <div role="status" aria-label="Reading free times">
      <Skeleton h={24} w="70%" mb="md" />
      <Skeleton h={14} w="30%" mb="sm" />
      <div className={classes.slots}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => (
          <Skeleton key={id} h={48} radius="md" />
        ))}
      </div>
    </div>
  );
}

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { formatTime } from '../../../lib/format.ts';
import { useSchedule } from '../schedule-context.ts';
import classes from './calendar.module.css';
import items from './calendar-items.module.css';
import type { TypeColor } from './calendar-labels.ts';
import {
  type BlockItem,
  type CalendarDay,
  DAY_MINUTES,
  type HeldItem,
  type MinuteSpan,
} from './calendar-model.ts';
import { spanText } from './date-texts.ts';
import { isShort, placeOf } from './item-place.ts';
import type { Selection } from './selection.ts';
import { useEdgeDrag } from './use-edge-drag.ts';
import { useRangeSelect } from './use-range-select.ts';
import { VisitItem } from './visit-item.tsx';

export interface CalendarActions {
  readonly onSelect: (selection: Selection) => void;
  readonly onVisit: (appointment: Appointment) => void;
  /** `resized`: the hours its edges were dragged to. */
  readonly onBlock: (unavailability: Unavailability, resized?: MinuteSpan) => void;
  readonly onOverride: (date: string) => void;
}

interface Props extends CalendarActions {
  readonly day: CalendarDay;
  readonly label: string;
  /** By visit type's name. */
  readonly colors: ReadonlyMap<string, TypeColor>;
  /** Wall-clock minute of now when this is today. */
  readonly now: number | null;
  /** Ids of blocks that are being saved. */
  readonly saving: ReadonlySet<string>;
}

interface BlockProps {
  readonly item: BlockItem;
  readonly saving: boolean;
  readonly onOpen: CalendarActions['onBlock'];
}

/** A block on one date can be made shorter or longer by its edges; what is dragged still has to be saved. */
function Block({ item, saving, onOpen }: BlockProps) {
  const { unavailability } = item;
  const { span, handle } = useEdgeDrag(item, (resized) => onOpen(unavailability, resized));
  const hasEdges = !saving && unavailability.startDate === unavailability.endDate;
  return (
    <UnstyledButton
      className={`${items.block} ${classes.hatched}`}
      data-short={isShort(span) || undefined}
      data-saving={saving || undefined}
      aria-disabled={saving || undefined}
      style={placeOf(span)}
      onClick={() => !saving && onOpen(unavailability)}
    >
      {hasEdges && <span className={items.edge} data-edge="start" {...handle('start')} />}
      <span className={items.line}>
        {unavailability.reason !== null && <VisuallyHidden>Unavailable:</VisuallyHidden>}
        <span className={classes.plate}>{unavailability.reason ?? 'Unavailable'}</span>
      </span>
      <span className={items.line}>
        <span className={classes.plate}>{spanText(span)}</span>
      </span>
      {saving && (
        <span className={`${items.line} ${items.saving}`}>
          <span className={classes.plate}>Saving…</span>
        </span>
      )}
      {hasEdges && <span className={items.edge} data-edge="end" {...handle('end')} />}
    </UnstyledButton>
  );
}

/** Blocks and visits in the order of the day, which is the order of the Tab key. */
function Items({
  day,
  colors,
  saving,
  onVisit,
  onBlock,
}: Pick<Props, 'day' | 'colors' | 'saving' | 'onVisit' | 'onBlock'>) {
  const blocks = day.blocks.map((item) => ({
    start: item.start,
    node: (
      <Block
        key={item.unavailability.id}
        item={item}
        saving={saving.has(item.unavailability.id)}
        onOpen={onBlock}
      />
    ),
  }));
  const visits = day.visits.map((item) => ({
    start: item.start,
    node: (
      <VisitItem
        key={item.appointment.id}
        item={item}
        color={colors.get(item.appointment.visitTypeName) ?? 'blue'}
        onOpen={onVisit}
      />
    ),
  }));
  return [...blocks, ...visits].sort((a, b) => a.start - b.start).map(({ node }) => node);
}

/** The column's name says it too: this is for the eye, and in nobody's way. */
function Held({ item }: { readonly item: HeldItem }) {
  const { doctor } = useSchedule();
  return (
    <div className={`${items.held} no-print`} style={placeOf(item)} aria-hidden>
      Being booked until {formatTime(item.held.until, doctor.timeZone)}
    </div>
  );
}

/** One date of the calendar; empty time can be selected with the pointer. */
export function DayColumn({ day, label, colors, now, saving, onSelect, onVisit, onBlock }: Props) {
  const { selecting, handlers } = useRangeSelect((span) => onSelect({ ...span, date: day.date }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid column of the calendar
    <div className={classes.column} role="group" aria-label={label} data-date={day.date} {...handlers}>
      {day.open.map((span) => (
        <div key={span.start} className={classes.open} style={placeOf(span)} />
      ))}
      <div className={classes.lines} />
      {day.allDay.length > 0 && <div className={classes.wholeDay} />}
      {day.held.map((item) => (
        <Held key={`${item.held.startsAt} ${item.held.endsAt}`} item={item} />
      ))}
      <Items day={day} colors={colors} saving={saving} onVisit={onVisit} onBlock={onBlock} />
      {selecting !== null && (
        <div className={classes.selection} style={placeOf(selecting)}>
          {spanText(selecting)}
        </div>
      )}
      {now !== null && <div className={classes.now} style={{ top: `${(now / DAY_MINUTES) * 100}%` }} />}
    </div>
  );
}

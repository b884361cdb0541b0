import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';
import { VISIT_STATUSES } from '../../../ui/visit-status.tsx';
import classes from './calendar.module.css';
import items from './calendar-items.module.css';
import type { TypeColor } from './calendar-labels.ts';
import {
  type BlockItem,
  type CalendarDay,
  DAY_MINUTES,
  type MinuteSpan,
  type VisitItem,
} from './calendar-model.ts';
import { clockText, spanText } from './date-texts.ts';
import type { Selection } from './selection.ts';
import { useEdgeDrag } from './use-edge-drag.ts';
import { useRangeSelect } from './use-range-select.ts';

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
}

function place({ start, end }: MinuteSpan) {
  return { top: `${(start / DAY_MINUTES) * 100}%`, height: `${((end - start) / DAY_MINUTES) * 100}%` };
}

/** Visits leave a strip free at the end, so that a block beneath them can still be reached. */
const VISIT_WIDTH = 92;

/** A visit or block that is shorter has room for one line. */
const TWO_LINES_MINUTES = 40;

interface VisitProps {
  readonly item: VisitItem;
  readonly color: TypeColor;
  readonly onOpen: (appointment: Appointment) => void;
}

function Visit({ item, color, onOpen }: VisitProps) {
  const { appointment, lane, lanes } = item;
  const { label: mode, icon: ModeIcon } = VISIT_MODES[appointment.mode];
  const { label: status, icon: StatusIcon } = VISIT_STATUSES[appointment.status];
  const width = VISIT_WIDTH / lanes;
  const isShort = item.end - item.start < TWO_LINES_MINUTES;
  const isRequest = appointment.status === 'requested';
  const style = { ...place(item), insetInlineStart: `${lane * width}%`, width: `${width}%` };
  return (
    <UnstyledButton
      className={items.visit}
      data-short={isShort || undefined}
      data-status={appointment.status}
      style={style}
      __vars={{ '--type': `var(--mantine-color-${color}-6)` }}
      onClick={() => onOpen(appointment)}
    >
      <span className={items.line}>
        <StatusIcon size={12} aria-hidden />
        <VisuallyHidden>Visit, {status.toLowerCase()}:</VisuallyHidden>
        <b className={items.clipped}>{appointment.patientName}</b>
      </span>
      <span className={items.line}>
        {appointment.mode !== 'in_person' && <ModeIcon size={12} aria-hidden />}
        {isRequest && <i aria-hidden>{status}</i>}
        {!isShort && spanText(item)}
        {isShort && !isRequest && clockText(item.start)}
        <span className={items.typeName}>{appointment.visitTypeName}</span>
        <VisuallyHidden>, {mode}</VisuallyHidden>
      </span>
    </UnstyledButton>
  );
}

interface BlockProps {
  readonly item: BlockItem;
  readonly onOpen: CalendarActions['onBlock'];
}

/** A block on one date can be made shorter or longer by its edges; what is dragged still has to be saved. */
function Block({ item, onOpen }: BlockProps) {
  const { unavailability } = item;
  const { span, handle } = useEdgeDrag(item, (resized) => onOpen(unavailability, resized));
  const isOneDay = unavailability.startDate === unavailability.endDate;
  return (
    <UnstyledButton
      className={`${items.block} ${classes.hatched}`}
      data-short={span.end - span.start < TWO_LINES_MINUTES || undefined}
      style={place(span)}
      onClick={() => onOpen(unavailability)}
    >
      {isOneDay && <span className={items.edge} data-edge="start" {...handle('start')} />}
      <span className={items.line}>
        {unavailability.reason !== null && <VisuallyHidden>Unavailable:</VisuallyHidden>}
        <span className={classes.plate}>{unavailability.reason ?? 'Unavailable'}</span>
      </span>
      <span className={items.line}>
        <span className={classes.plate}>{spanText(span)}</span>
      </span>
      {isOneDay && <span className={items.edge} data-edge="end" {...handle('end')} />}
    </UnstyledButton>
  );
}

/** Blocks and visits in the order of the day, which is the order of the Tab key. */
function Items({ day, colors, onVisit, onBlock }: Pick<Props, 'day' | 'colors' | 'onVisit' | 'onBlock'>) {
  const blocks = day.blocks.map((item) => ({
    start: item.start,
    node: <Block key={item.unavailability.id} item={item} onOpen={onBlock} />,
  }));
  const visits = day.visits.map((item) => ({
    start: item.start,
    node: (
      <Visit
        key={item.appointment.id}
        item={item}
        color={colors.get(item.appointment.visitTypeName) ?? 'blue'}
        onOpen={onVisit}
      />
    ),
  }));
  return [...blocks, ...visits].sort((a, b) => a.start - b.start).map(({ node }) => node);
}

/** One date of the calendar; empty time can be selected with the pointer. */
export function DayColumn({ day, label, colors, now, onSelect, onVisit, onBlock }: Props) {
  const { selecting, handlers } = useRangeSelect((span) => onSelect({ ...span, date: day.date }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid column of the calendar
    <div className={classes.column} role="group" aria-label={label} data-date={day.date} {...handlers}>
      {day.open.map((span) => (
        <div key={span.start} className={classes.open} style={place(span)} />
      ))}
      <div className={classes.lines} />
      {day.allDay.length > 0 && <div className={classes.wholeDay} />}
      <Items day={day} colors={colors} onVisit={onVisit} onBlock={onBlock} />
      {selecting !== null && (
        <div className={classes.selection} style={place(selecting)}>
          {spanText(selecting)}
        </div>
      )}
      {now !== null && <div className={classes.now} style={{ top: `${(now / DAY_MINUTES) * 100}%` }} />}
    </div>
  );
}

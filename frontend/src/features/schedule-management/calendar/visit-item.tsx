import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';
import { VISIT_STATUSES } from '../../../ui/visit-status.tsx';
import items from './calendar-items.module.css';
import type { TypeColor } from './calendar-labels.ts';
import type { VisitItem as Item } from './calendar-model.ts';
import { clockText, spanText } from './date-texts.ts';
import { useLift } from './drag/use-lift.ts';
import { isShort, placeOf } from './item-place.ts';

/** Visits leave a strip free at the end, so that a block beneath them can still be reached. */
const VISIT_WIDTH = 92;

interface Props {
  readonly item: Item;
  readonly color: TypeColor;
  readonly onOpen: (appointment: Appointment) => void;
}

/** A visit in its column; a click opens it, and one that may move can be dragged elsewhere. */
export function VisitItem({ item, color, onOpen }: Props) {
  const { appointment, lane, lanes } = item;
  const { label: status, icon: StatusIcon } = VISIT_STATUSES[appointment.status];
  const { movable, isSaving, lifted, element, handlers } = useLift(appointment);
  const width = VISIT_WIDTH / lanes;
  const style = { ...placeOf(item), insetInlineStart: `${lane * width}%`, width: `${width}%` };
  return (
    <UnstyledButton
      ref={element}
      className={items.visit}
      data-short={isShort(item) || undefined}
      data-status={appointment.status}
      data-movable={movable || undefined}
      data-lifted={lifted || undefined}
      data-saving={isSaving || undefined}
      style={style}
      __vars={{ '--type': `var(--mantine-color-${color}-6)` }}
      onClick={() => onOpen(appointment)}
      {...handlers}
    >
      <span className={items.line}>
        <StatusIcon size={12} aria-hidden />
        <VisuallyHidden>Visit, {status.toLowerCase()}:</VisuallyHidden>
        <b className={items.clipped}>{appointment.patientName}</b>
      </span>
      <SecondLine item={item} isSaving={isSaving} />
    </UnstyledButton>
  );
}

function SecondLine({ item, isSaving }: Pick<Props, 'item'> & { readonly isSaving: boolean }) {
  const { mode, status, visitTypeName } = item.appointment;
  const { label, icon: ModeIcon } = VISIT_MODES[mode];
  return (
    <span className={items.line}>
      {mode !== 'in_person' && <ModeIcon size={12} aria-hidden />}
      {isSaving ? <i>saving…</i> : isShort(item) ? clockText(item.start) : spanText(item)}
      <span className={items.typeName}>
        {status === 'requested' && <i aria-hidden>{VISIT_STATUSES[status].label} · </i>}
        {visitTypeName}
      </span>
      <VisuallyHidden>, {label}</VisuallyHidden>
    </span>
  );
}

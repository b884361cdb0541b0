import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../../../app/services-context.ts';
import { columnAt, draggedStart, heightOf, minuteAt, type Point } from './drag-geometry.ts';
import { type DropTarget, dropTarget, minutesIntoVisit, type Obstacle, obstacleAt } from './drop-target.ts';
import { columnsIn, followPointer } from './follow-pointer.ts';
import { createDragStore, type Lift, type VisitDrag, type VisitDragging } from './visit-drag.ts';

interface Options {
  /** What the calendar shows now. */
  readonly answer: CalendarAnswer | undefined;
  readonly saving: ReadonlySet<string>;
  readonly onDrop: (visit: Appointment, target: DropTarget, obstacle: Obstacle | null) => void;
}

/** Visits that follow the pointer over the columns of a calendar. What is under a drop is judged by the calendar as it is then. */
export function useVisitDrag({ answer, saving, onDrop }: Options): VisitDragging {
  const { sync } = useServices();
  const [store] = useState(createDragStore);
  const callOff = useRef<(() => void) | null>(null);
  useEffect(() => () => callOff.current?.(), []);
  const obstacleOf = (visit: Appointment, target: DropTarget) =>
    answer === undefined ? null : obstacleAt(answer, visit.id, target, sync.now());
  const drop = ({ visit, target }: VisitDrag) => {
    if (Date.parse(target.startsAt) !== Date.parse(visit.startsAt)) {
      onDrop(visit, target, obstacleOf(visit, target));
    }
  };
  const latestDrop = useRef(drop);
  useEffect(() => {
    latestDrop.current = drop;
  });
  const lift = (visit: Appointment, { element, pointerId, grabbed, point }: Lift) => {
    const box = element.closest<HTMLElement>('[data-calendar-scroll]') ?? element;
    const grip = minutesTo(visit, box, grabbed);
    const follow = (at: Point) => store.setState({ drag: dragAt(visit, box, grip, at) });
    follow(point);
    callOff.current = followPointer(
      { box, pointerId, point },
      {
        onMove: follow,
        onEnd(dropped) {
          const { drag } = store.getState();
          callOff.current = null;
          store.setState({ drag: null });
          if (dropped && drag !== null) {
            latestDrop.current(drag);
          }
        },
      },
    );
  };
  return { store, saving, lift, obstacleOf };
}

/** How far into the visit a point of the calendar is, in minutes. */
function minutesTo(visit: Appointment, box: HTMLElement, point: Point): number {
  const column = columnAt(columnsIn(box), point.x);
  return column === undefined ? 0 : minutesIntoVisit(visit, column.date, minuteAt(column, point.y));
}

function dragAt(visit: Appointment, box: HTMLElement, grip: number, { x, y }: Point): VisitDrag | null {
  const column = columnAt(columnsIn(box), x);
  if (column === undefined) {
    return null;
  }
  const target = dropTarget(visit, column.date, draggedStart(minuteAt(column, y), grip));
  return { visit, target, at: { x: (column.left + column.right) / 2, y: heightOf(column, target.start) } };
}

import type { Appointment } from '@openslot/shared/contracts/appointments';
import { createContext, useContext } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Point } from './drag-geometry.ts';
import type { DropTarget, Obstacle } from './drop-target.ts';
import type { Lifting } from './use-press.ts';

/** The visit that is being dragged, and where it would lie if it were let go now. */
export interface VisitDrag {
  readonly visit: Appointment;
  readonly target: DropTarget;
  /** The middle of its upper edge then, in pixels of the window: the words about it stand above. */
  readonly at: Point;
}

export interface DragState {
  readonly drag: VisitDrag | null;
}

/** Apart from React's state: a drag that moves draws the ghost anew and not the whole calendar. */
export type DragStore = StoreApi<DragState>;

export function createDragStore(): DragStore {
  return createStore<DragState>()(() => ({ drag: null }));
}

export interface Lift extends Lifting {
  readonly element: HTMLElement;
}

export interface VisitDragging {
  readonly store: DragStore;
  /** Visits that were dropped and whose move is being sent. */
  readonly saving: ReadonlySet<string>;
  /** Takes a visit up; it follows the pointer from then on. */
  readonly lift: (visit: Appointment, lift: Lift) => void;
  readonly obstacleOf: (visit: Appointment, target: DropTarget) => Obstacle | null;
}

export const VisitDragContext = createContext<VisitDragging | null>(null);

/** Dragging visits in this calendar. Throws outside of one. */
export function useVisitDragging(): VisitDragging {
  const dragging = useContext(VisitDragContext);
  if (dragging === null) {
    throw new Error('useVisitDragging needs a VisitDragContext above it');
  }
  return dragging;
}

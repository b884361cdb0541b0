import { DAY_MINUTES } from '../calendar-model.ts';

/** Visits start on multiples of this; the server refuses anything else. */
export const RASTER_MINUTES = 5;

/** In pixels of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the column of a date is, in pixels of the window. */
export interface ColumnBox {
  readonly date: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The column under a pointer; beside all of them the nearest one. Undefined only without columns. */
export function columnAt(columns: readonly ColumnBox[], x: number): ColumnBox | undefined {
  const distance = ({ left, right }: ColumnBox) => Math.max(left - x, x - right, 0);
  return [...columns].sort((a, b) => distance(a) - distance(b))[0];
}

/** The wall-clock minute at a height; outside `[0, 1440)` above and below the column. */
export function minuteAt({ top, bottom }: Pick<ColumnBox, 'top' | 'bottom'>, y: number): number {
  return ((y - top) / (bottom - top)) * DAY_MINUTES;
}

/** The height of a wall-clock minute: `minuteAt` the other way round. */
export function heightOf({ top, bottom }: Pick<ColumnBox, 'top' | 'bottom'>, minute: number): number {
  return top + ((bottom - top) * minute) / DAY_MINUTES;
}

/** Where a visit begins that was grabbed `grabbed` minutes after its start: on the raster, within the day. */
export function draggedStart(pointer: number, grabbed: number): number {
  const start = Math.round((pointer - grabbed) / RASTER_MINUTES) * RASTER_MINUTES;
  return Math.min(Math.max(start, 0), DAY_MINUTES - RASTER_MINUTES);
}

const EDGE_PX = 44;
const FASTEST_PX = 14;

/** Pixels to scroll in one frame when the pointer is near, or beyond, the upper (negative) or lower edge of what is seen. */
export function edgeSpeed(y: number, top: number, bottom: number): number {
  const up = Math.min(Math.max((top + EDGE_PX - y) / EDGE_PX, 0), 1);
  const down = Math.min(Math.max((y - bottom + EDGE_PX) / EDGE_PX, 0), 1);
  return Math.round((down - up) * FASTEST_PX);
}

/** A mouse that moved so far means to drag, not to click. */
const DRAG_PX = 5;
/** A finger that moved so far before the visit was lifted means to scroll. */
const SCROLL_PX = 10;

/** Whether a pointer that went down at `from` has left the place: a mouse to drag, a finger to scroll. */
export function hasLeft(from: Point, to: Point, pointerType: string): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= (pointerType === 'mouse' ? DRAG_PX : SCROLL_PX);
}

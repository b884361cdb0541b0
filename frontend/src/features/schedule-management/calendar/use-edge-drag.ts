import { type MouseEvent, type PointerEvent, useState } from 'react';
import type { MinuteSpan } from './calendar-model.ts';
import { cellAt, type Edge, resizedSpan } from './selection.ts';

function cellUnder(event: PointerEvent<HTMLElement>): number | null {
  const box = event.currentTarget.closest('[data-date]')?.getBoundingClientRect();
  return box === undefined ? null : cellAt((event.clientY - box.top) / box.height);
}

/**
 * Dragging the upper or lower edge of a block with a mouse or pen. As with selecting, the click at the end of the
 * gesture decides: an edge that did not move means the block itself.
 */
export function useEdgeDrag({ start, end }: MinuteSpan, onResize: (span: MinuteSpan) => void) {
  const [dragged, setDragged] = useState<MinuteSpan | null>(null);
  const [active, setActive] = useState(false);
  const original = { start, end };
  const span = dragged ?? original;
  const moved = span.start !== start || span.end !== end;
  return {
    /** The span as it would be now. */
    span,
    handle: (edge: Edge) => ({
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button === 0 && event.pointerType !== 'touch') {
          event.currentTarget.setPointerCapture(event.pointerId);
          setActive(true);
        }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const cell = active ? cellUnder(event) : null;
        if (cell !== null) {
          setDragged(resizedSpan(original, edge, cell));
        }
      },
      onPointerUp: () => setActive(false),
      onPointerCancel() {
        setActive(false);
        setDragged(null);
      },
      onClick(event: MouseEvent) {
        setDragged(null);
        if (moved) {
          event.stopPropagation();
          onResize(span);
        }
      },
    }),
  };
}

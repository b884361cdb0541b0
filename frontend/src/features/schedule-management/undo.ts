/** How long a removal can be undone; longer while the notice is hovered or focused. */
export const UNDO_MS = 10_000;

import { VisuallyHidden } from '@mantine/core';
import type { OwnEdit } from './own-edits.ts';

/** Says what the look of a change that is being saved shows. */
export function SavingNote({ edits }: { readonly edits: readonly OwnEdit[] }) {
  const isSaving = edits.some(({ seq }) => seq === null);
  return <VisuallyHidden role="status">{isSaving && 'Saving your change…'}</VisuallyHidden>;
}

import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';

interface ActionText {
  /** On the button. */
  readonly label: string;
  /** Once it is done. */
  readonly done: string;
}

/** What staff call the things that can be done to a visit. */
export const ACTION_TEXTS: Readonly<Record<VisitAction, ActionText>> = {
  approve: { label: 'Confirm request', done: 'Visit confirmed' },
  decline: { label: 'Decline request', done: 'Request declined' },
  arrive: { label: 'Arrived', done: 'Arrived' },
  start: { label: 'Start', done: 'Visit started' },
  complete: { label: 'Complete', done: 'Visit completed' },
  no_show: { label: 'No-show', done: 'Marked as no-show' },
  back: { label: 'Not here after all', done: 'Arrival taken back' },
  cancel: { label: 'Cancel this visit', done: 'Visit cancelled' },
};

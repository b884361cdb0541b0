import type { Holiday } from '@openslot/shared/contracts/holidays';
import { formatLocalDateLong } from '../lib/format.ts';
import { holidaysMissingIn } from '../lib/holiday-changes.ts';
import { StaleAlert } from './stale-alert.tsx';

interface Props {
  /** The list that was changed here and by somebody else. */
  readonly base: readonly Holiday[];
  readonly theirs: readonly Holiday[];
  readonly busy: boolean;
  readonly onLoadTheirs: () => void;
  readonly onSaveMine: () => void;
  readonly onMerge: () => void;
}

/** As many as are read at a glance. */
const LISTED = 5;

/** What somebody else made of the list. */
function changesOf(base: readonly Holiday[], theirs: readonly Holiday[]): string[] {
  const text = ({ date, name }: Holiday) => `${formatLocalDateLong(date)}: ${name}`;
  const lines = [
    ...holidaysMissingIn(base, theirs).map((holiday) => `Added ${text(holiday)}`),
    ...holidaysMissingIn(theirs, base).map((holiday) => `Removed ${text(holiday)}`),
  ];
  const more = lines.length - LISTED;
  return more > 0 ? [...lines.slice(0, LISTED), `and ${more} more`] : lines;
}

/** Somebody else saved this list meanwhile: nothing that was entered is lost, and the person chooses. */
export function StaleHolidays({ base, theirs, ...choices }: Props) {
  return <StaleAlert theirs={changesOf(base, theirs)} {...choices} />;
}

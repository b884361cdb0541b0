import type { Check } from './snapshot.ts';

/** Without which the database refuses nothing. */
const NEEDED = ['occupancy.no_overlap', 'availability_log.one_row_per_seq'];

export const checkIndexes: Check = ({ uniqueIndexes }) =>
  NEEDED.filter((name) => !uniqueIndexes.includes(name)).map((name) => ({
    rule: 'index',
    text: `the unique index ${name} is missing: what it should refuse gets through`,
  }));

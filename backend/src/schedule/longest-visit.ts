/**
 * No visit type lasts longer, in milliseconds. A visit that ends after a moment therefore starts at most so long before
 * it: with that said, an index by start answers what would otherwise be read from years of history.
 */
export const LONGEST_VISIT_MS = 24 * 3_600_000;

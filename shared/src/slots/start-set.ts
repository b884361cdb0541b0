/**
 * A set of instants as the bounds of disjoint half-open intervals, ascending: `[start, end, start, end, …]`, closed by
 * one interval at infinity so that a sweep needs no other end. A flat list, because each object with two instants
 * costs three allocations, and a month of a busy doctor has hundreds of them.
 */
export type StartSet = readonly number[];

/** Closes a set. */
const END = Number.POSITIVE_INFINITY;

export const NO_STARTS: StartSet = [END, END];

/** Collects intervals for a set, in any order; in order of start it costs least. */
export class StartCollector {
  private bounds: number[] = [];
  private isAscending = true;
  private lastStart = Number.NEGATIVE_INFINITY;
  private lastEnd = Number.NEGATIVE_INFINITY;

  /** Adds `[start, end)`, which must not be empty. */
  add(start: number, end: number): void {
    if (start > this.lastEnd) {
      this.bounds.push(start, end);
    } else if (start >= this.lastStart) {
      if (end <= this.lastEnd) {
        return;
      }
      this.bounds[this.bounds.length - 1] = end;
      this.lastEnd = end;
      return;
    } else {
      this.isAscending = false;
      this.bounds.push(start, end);
    }
    this.lastStart = start;
    this.lastEnd = end;
  }

  copy(): StartCollector {
    const copy = new StartCollector();
    copy.bounds = [...this.bounds];
    copy.isAscending = this.isAscending;
    copy.lastStart = this.lastStart;
    copy.lastEnd = this.lastEnd;
    return copy;
  }

  /** What was collected, closed: nothing can be added any more. */
  toSet(): StartSet {
    if (!this.isAscending) {
      return this.sorted().toSet();
    }
    this.bounds.push(END, END);
    return this.bounds;
  }

  private sorted(): StartCollector {
    const pairs: { start: number; end: number }[] = [];
    for (let index = 0; index < this.bounds.length; index += 2) {
      pairs.push({ start: this.bounds[index] ?? END, end: this.bounds[index + 1] ?? END });
    }
    const sorted = new StartCollector();
    for (const { start, end } of pairs.sort((a, b) => a.start - b.start)) {
      sorted.add(start, end);
    }
    return sorted;
  }
}

/** No instants at all. */
export function isEmptySet(set: StartSet): boolean {
  return set.length <= 2;
}

/** Membership for questions asked in ascending order: linear over a whole sweep. */
export function ascendingMembership(set: StartSet): (at: number) => boolean {
  let index = 0;
  return (at) => {
    while ((set[index + 1] ?? Number.POSITIVE_INFINITY) <= at) {
      index += 2;
    }
    return (set[index] ?? Number.POSITIVE_INFINITY) <= at;
  };
}

/** Is `at` in the set? By binary search. */
export function isAmong(set: StartSet, at: number): boolean {
  let [low, high] = [0, set.length / 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[middle * 2 + 1] ?? at) > at) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return (set[low * 2] ?? Number.POSITIVE_INFINITY) <= at;
}

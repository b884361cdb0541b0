/** Where an item stands among those it overlaps: lane `lane` of `lanes`, both counted for its whole cluster. */
export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Puts overlapping items side by side: each takes the first lane that is free at its start. */
export function placeInLanes<T extends Span>(items: readonly T[]): (T & Lane)[] {
  const sorted = [...items].sort((a, b) => a.start - b.start || b.end - a.end);
  const placed: (T & Lane)[] = [];
  let cluster: (T & { lane: number })[] = [];
  let laneEnds: number[] = [];
  const closeCluster = () => {
    placed.push(...cluster.map((item) => ({ ...item, lanes: laneEnds.length })));
    cluster = [];
    laneEnds = [];
  };
  for (const item of sorted) {
    if (laneEnds.every((end) => end <= item.start)) {
      closeCluster();
    }
    const free = laneEnds.findIndex((end) => end <= item.start);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = item.end;
    cluster.push({ ...item, lane });
  }
  closeCluster();
  return placed;
}

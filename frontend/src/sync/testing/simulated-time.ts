import { START } from './core-driver.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly ofBrowser: boolean;
  readonly run: () => void;
}

/** What is going to happen, in order, on the clinic's clock. Nothing takes time but waiting. */
export class SimulatedTime {
  now = START;
  /** A binary heap by `at`, then by the order of asking. */
  private readonly heap: Due[] = [];
  private order = 0;
  private asleepUntil = 0;

  /** The device sleeps: what was to happen in the browser happens when it wakes. */
  sleep(ms: number): void {
    this.asleepUntil = this.now + ms;
  }

  after(ms: number, run: () => void): void {
    this.order += 1;
    this.push({ at: this.now + ms, order: this.order, ofBrowser: false, run });
  }

  inBrowserAfter(ms: number, run: () => void): void {
    this.order += 1;
    this.push({ at: this.now + ms, order: this.order, ofBrowser: true, run });
  }

  advanceTo(end: number): void {
    for (let next = this.heap[0]; next !== undefined && next.at <= end; next = this.heap[0]) {
      this.removeFirst();
      if (next.ofBrowser && next.at < this.asleepUntil) {
        this.push({ ...next, at: this.asleepUntil });
      } else {
        this.now = next.at;
        next.run();
      }
    }
    this.now = end;
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one === undefined || other === undefined) {
      return false;
    }
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one !== undefined && other !== undefined) {
      this.heap[a] = other;
      this.heap[b] = one;
    }
  }

  private push(due: Due): void {
    this.heap.push(due);
    let at = this.heap.length - 1;
    while (at > 0 && this.isBefore(at, (at - 1) >> 1)) {
      this.swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) {
      return;
    }
    this.heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const least = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(least, at)) {
        return;
      }
      this.swap(at, least);
      at = least;
    }
  }
}

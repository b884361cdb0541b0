export interface BatchLimits {
  readonly maxSize: number;
  /** A batch that takes longer no longer keeps the next one waiting. */
  readonly patienceMs: number;
  /** After a batch of several the next one leaves so much later: whoever asks again when answered can still join it. */
  readonly restMs: number;
}

interface Waiting<I, O> {
  readonly item: I;
  settle(answer: Promise<O>): void;
}

/**
 * Lets those who come while others are under way go together once these are back; who comes when nobody is goes at once
 * and alone. So batches are the larger the more there is to do, and only where there is much does anybody wait for
 * company, for a moment.
 */
export class Batches<I, O> {
  readonly #limits: BatchLimits;
  readonly #run: (items: readonly I[]) => Promise<readonly O[]>;
  readonly #waiting: Waiting<I, O>[] = [];
  #underWay = 0;

  /** @param run answers each of the items, in their order; what it throws all of them hear. */
  constructor(limits: BatchLimits, run: (items: readonly I[]) => Promise<readonly O[]>) {
    this.#limits = limits;
    this.#run = run;
  }

  add(item: I): Promise<O> {
    return new Promise((settle) => {
      this.#waiting.push({ item, settle });
      this.#start();
    });
  }

  #start(): void {
    const { maxSize, patienceMs, restMs } = this.#limits;
    while (this.#underWay === 0 && this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxSize);
      this.#underWay += 1;
      let isFree = false;
      const free = () => {
        clearTimeout(timer);
        if (!isFree) {
          isFree = true;
          this.#underWay -= 1;
          this.#start();
        }
      };
      const timer = setTimeout(free, patienceMs);
      const back = () => {
        if (batch.length > 1 && this.#waiting.length < maxSize) {
          setTimeout(free, restMs);
        } else {
          free();
        }
      };
      const answers = this.#run(batch.map(({ item }) => item)).finally(back);
      for (const [index, { settle }] of batch.entries()) {
        settle(answers.then((all) => all[index] as O));
      }
    }
  }
}

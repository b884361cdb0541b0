export interface BatchLimits {
  readonly maxSize: number;
  /** A batch that takes longer no longer keeps the next one waiting. */
  readonly patienceMs: number;
}

interface Waiting<I, O> {
  readonly item: I;
  settle(answer: Promise<O>): void;
}

/**
 * Lets those who come while others are under way go together as soon as these are back; who comes when nobody is goes
 * at once and alone. So batches are the larger the more there is to do, and nobody waits for company.
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
    const { maxSize, patienceMs } = this.#limits;
    while (this.#underWay === 0 && this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxSize);
      this.#underWay += 1;
      let isBack = false;
      const back = () => {
        clearTimeout(timer);
        if (!isBack) {
          isBack = true;
          this.#underWay -= 1;
          this.#start();
        }
      };
      const timer = setTimeout(back, patienceMs);
      const answers = this.#run(batch.map(({ item }) => item)).finally(back);
      for (const [index, { settle }] of batch.entries()) {
        settle(answers.then((all) => all[index] as O));
      }
    }
  }
}

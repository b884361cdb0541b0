import type { EpochMs } from '@openslot/shared/time/zone';
import type { StampedAnswer } from '../../http/stamped-answer.ts';

/** What an answer was computed from, and how long it holds unless the doctor gets another number. */
export interface ComputedAnswer {
  readonly answer: StampedAnswer;
  /** Earlier moments may have had another answer. */
  readonly computedAt: EpochMs;
  readonly freshUntil: EpochMs;
}

interface Kept extends ComputedAnswer {
  readonly seq: number;
  readonly bytes: number;
}

/** A key and the record of an answer, roughly. */
const ENTRY_BYTES = 500;

/**
 * Answers about doctors' offers, as long as they hold: the doctor's number is still that of the answer, and nothing
 * has changed by the mere passing of time. Who asks says the number, and must have read it after being asked.
 * The least recently used go when there are more than `maxBytes`.
 */
export class AnswerCache {
  readonly #maxBytes: number;
  readonly #kept = new Map<string, Kept>();
  readonly #underWay = new Map<string, Promise<ComputedAnswer>>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @param key the doctor and the question
   * @param compute begins from records of the doctor with this `seq`; runs once for all who ask for the same at
   *   the same time, since what is read for a number is at least as new as it
   */
  async answer(
    key: string,
    seq: number,
    now: EpochMs,
    compute: () => Promise<ComputedAnswer>,
  ): Promise<StampedAnswer> {
    const kept = this.#kept.get(key);
    if (kept?.seq === seq && kept.computedAt <= now && now < kept.freshUntil) {
      // Re-inserted, so that the map stays in order of use.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.answer;
    }
    const computed = await this.#once(`${seq}|${key}`, compute);
    this.#keep(key, seq, computed);
    return computed.answer;
  }

  #once(name: string, compute: () => Promise<ComputedAnswer>): Promise<ComputedAnswer> {
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) {
      return underWay;
    }
    const begun = compute().finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, begun);
    return begun;
  }

  #keep(key: string, seq: number, computed: ComputedAnswer): void {
    const known = this.#kept.get(key);
    // Who took long must not replace what is newer.
    if (known !== undefined && (known.seq > seq || known.answer === computed.answer)) {
      return;
    }
    this.#remove(key);
    const bytes = computed.answer.size + 2 * key.length + ENTRY_BYTES;
    this.#kept.set(key, { ...computed, seq, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes) {
        break;
      }
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#bytes -= known.bytes;
    }
  }
}

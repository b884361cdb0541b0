import { crc32, deflateRawSync } from 'node:zlib';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { EpochMs } from '@openslot/shared/time/zone';
import type { z } from 'zod';

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** The contract's answer, which must tell when it was given. */
export type Stampable = Endpoint & { readonly response: z.ZodType<{ readonly asOf: string }> };

/** What follows each other; the first is small. */
type AnswerParts = readonly [head: Buffer, ...rest: Buffer[]];

/** An answer, and the time it is to be stamped with. */
export interface StampedReply {
  readonly answer: StampedAnswer;
  readonly asOf: EpochMs;
}

/**
 * An answer written once and sent many times: only `asOf` is new each time, since clients set their clocks by it.
 * Compressing takes longer than all the rest, so what follows `asOf` is compressed once as well.
 */
export class StampedAnswer {
  /** The JSON after `asOf` and its comma. */
  readonly #rest: Buffer;
  #deflated: Buffer | null = null;

  /** Members that the contract does not name are dropped, as in every answer. */
  constructor(endpoint: Stampable, answer: unknown) {
    const { asOf: _, ...rest } = endpoint.response.parse(answer);
    this.#rest = Buffer.from(JSON.stringify(rest).slice(1));
  }

  /** At most so many bytes of memory, also when it has been compressed. */
  get size(): number {
    return 2 * this.#rest.length;
  }

  /** The answer as JSON. */
  json(asOf: EpochMs): AnswerParts {
    return [stamp(asOf), this.#rest];
  }

  /** As RFC 1952: the stamp as it is in a block of its own (RFC 1951, 3.2.4), then the rest compressed. */
  gzip(asOf: EpochMs): AnswerParts {
    this.#deflated ??= deflateRawSync(this.#rest);
    const start = stamp(asOf);
    const block = Buffer.alloc(5);
    block.writeUInt16LE(start.length, 1);
    block.writeUInt16LE(start.length ^ 0xffff, 3);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(this.#rest, crc32(start)));
    trailer.writeUInt32LE(start.length + this.#rest.length, 4);
    return [Buffer.concat([GZIP_HEAD, block, start]), this.#deflated, trailer];
  }
}

/** An answer that nobody else is going to get. */
export function stampedNow(endpoint: Stampable, answer: unknown, now: EpochMs): StampedReply {
  return { answer: new StampedAnswer(endpoint, answer), asOf: now };
}

function stamp(asOf: EpochMs): Buffer {
  return Buffer.from(`{"asOf":"${new Date(asOf).toISOString()}",`);
}

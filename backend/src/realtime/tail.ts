import { EventEmitter } from 'node:events';
import type { ChangeStream } from 'mongodb';
import type { Connection } from 'mongoose';
import type { AvailabilityLogRecord, NoticeRecord } from '../database/models/log.model.ts';
import type { Logger } from '../lib/logger.ts';

/** What a process hears of everything that was committed, by itself or by another one. */
export interface TailListener {
  availabilityChanged(row: AvailabilityLogRecord): void;
  noticed(notice: NoticeRecord): void;
  /** Something may have been missed. */
  resync(): void;
}

const RETRY_MS = 500;
/**
 * After hearing something, the stream listens again so much later. Each question costs the database as much as a write,
 * in every process, and under load one would follow each commit; what comes alone is still heard at once.
 */
const BREATH_MS = 20;
/** After so much at once that there is load. */
const LONG_BREATH_MS = 50;
const FEW_CHANGES = 4;

/**
 * Follows the availability log and the notices in one change stream: the only way from a commit to a socket, the
 * same for this process's own changes and for those of others. Reopens the stream where it stopped; when the
 * database no longer remembers that place, listeners are told to resync.
 */
export class LogTail {
  readonly #connection: Connection;
  readonly #logger: Logger;
  readonly #listener: TailListener;
  readonly #state = new EventEmitter();
  #stream: ChangeStream | null = null;
  #resumeToken: unknown = null;
  /** Something was committed, perhaps, that no stream will tell of. */
  #missed = false;
  #open = false;
  #stopped = false;

  constructor(connection: Connection, logger: Logger, listener: TailListener) {
    this.#connection = connection;
    this.#logger = logger;
    this.#listener = listener;
  }

  /** False while commits cannot be heard: the process is not ready then. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Resolves when the stream is open, so that nothing committed afterwards is missed. */
  async start(): Promise<void> {
    const opened = new Promise<void>((resolve) => this.#state.once('open', resolve));
    void this.#follow();
    await opened;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#open = false;
    await this.#stream?.close().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#read();
      } catch (error) {
        this.#lost(error);
      }
      this.#open = false;
      if (!this.#stopped) {
        await pause(RETRY_MS);
      }
    }
  }

  async #read(): Promise<void> {
    const stream = database(this.#connection).watch(
      [
        {
          $match: {
            operationType: 'insert',
            'ns.coll': { $in: ['availability_log', 'notices'] },
          },
        },
      ],
      this.#resumeToken === null ? {} : { resumeAfter: this.#resumeToken },
    );
    this.#stream = stream;
    // The first answer of the server, empty or not, means that the stream stands.
    let change = await stream.tryNext();
    this.#open = true;
    this.#state.emit('open');
    if (this.#missed) {
      this.#missed = false;
      this.#listener.resync();
    }
    let atOnce = 0;
    for (;;) {
      if (change !== null) {
        this.#deliver(change);
        atOnce += 1;
      }
      this.#resumeToken = stream.resumeToken ?? this.#resumeToken;
      if (change !== null && stream.bufferedCount() === 0) {
        await pause(atOnce > FEW_CHANGES ? LONG_BREATH_MS : BREATH_MS);
        atOnce = 0;
      }
      change = await stream.next();
    }
  }

  #deliver(change: unknown): void {
    const { ns, fullDocument } = change as { ns: { coll: string }; fullDocument: unknown };
    try {
      if (ns.coll === 'availability_log') {
        this.#listener.availabilityChanged(fullDocument as AvailabilityLogRecord);
      } else {
        this.#listener.noticed(fullDocument as NoticeRecord);
      }
    } catch (error) {
      this.#logger.error({ err: error, collection: ns.coll }, 'a committed change could not be pushed');
      this.#listener.resync();
    }
  }

  #lost(error: unknown): void {
    if (this.#stopped) {
      return;
    }
    this.#logger.warn({ err: error }, 'the change stream broke off');
    if (isHistoryLost(error)) {
      this.#resumeToken = null;
      // Told once the next stream stands: who catches up before that misses what comes in between.
      this.#missed = true;
    }
  }
}

/** The place where the stream stopped has left the database's own log (ChangeStreamHistoryLost, or the stream was invalidated). */
function isHistoryLost(error: unknown): boolean {
  const { code, errorLabels } = error as { code?: number; errorLabels?: string[] };
  return code === 286 || code === 280 || (errorLabels?.includes('NonResumableChangeStreamError') ?? false);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function database(connection: Connection) {
  const { db } = connection;
  if (db === undefined) {
    throw new Error('the database is not connected');
  }
  return db;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from './errors.ts';
import { type MongodExit, type MongodProcess, startMongodProcess } from './mongod-process.ts';
import { awaitPrimary, requestShutdown } from './replica-set.ts';
import { logTail, type ServerFiles } from './server-files.ts';
import type { Log, MongoCrash, MongodCommand } from './types.ts';

const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 20_000;
const START_ATTEMPTS = 3;
const CRASH_LIMIT = 5;
const CRASH_WINDOW_MS = 60_000;

/** What the supervisor looks after. */
export interface SupervisedServer {
  readonly command: MongodCommand;
  readonly files: ServerFiles;
  readonly port: number;
  readonly log: Log;
}

/**
 * Keeps one `mongod` running: starts it, restarts it when it dies, and stops it cleanly. More than five deaths
 * within a minute count as hopeless; it then stays down and says so.
 */
export class MongodSupervisor {
  readonly #server: SupervisedServer;
  readonly #listeners = new Set<(crash: MongoCrash) => void>();
  #process: MongodProcess | undefined;
  #crashes: number[] = [];
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(server: SupervisedServer) {
    this.#server = server;
  }

  /** Resolves when the server is a writable primary. @throws when three attempts in a row fail. */
  start(): Promise<void> {
    this.#starting = this.#startWithRetries();
    return this.#starting;
  }

  async #startWithRetries(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#launch();
        return;
      } catch (error) {
        const tail = await logTail(this.#server.files);
        await this.#endProcess();
        if (attempt === START_ATTEMPTS || this.#stopping !== undefined) {
          throw new Error(`${this.#server.command.description} did not start: ${reasonOf(error)}\n${tail}`);
        }
        this.#server.log(`MongoDB did not start: ${reasonOf(error)}. Trying again.`);
      }
    }
  }

  /** Hears of crashes; returns the function that ends it. */
  onCrash(listener: (crash: MongoCrash) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shuts the server down, by force after 20 seconds. */
  stop(): Promise<void> {
    this.#stopping ??= this.#shutDown();
    return this.#stopping;
  }

  async #launch(): Promise<void> {
    const { command, files, port } = this.#server;
    const started = await startMongodProcess(command, files, port);
    this.#process = started;
    if (this.#stopping !== undefined) {
      throw new Error('it was told to stop');
    }
    await awaitPrimary(started, READY_LIMIT_MS);
    started.exited.then((exit) => this.#onExit(exit)).catch(() => undefined);
  }

  async #onExit(exit: MongodExit): Promise<void> {
    if (this.#stopping !== undefined) {
      return;
    }
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => at > now - CRASH_WINDOW_MS), now];
    const restarting = this.#crashes.length <= CRASH_LIMIT;
    const how = exit.signal ?? `code ${exit.code}`;
    await this.#report(`MongoDB ended unexpectedly (${how})`, restarting);
    if (!restarting) {
      return;
    }
    await this.#endProcess();
    await sleep(this.#crashes.length > 1 ? 1_000 : 0);
    if (this.#stopping !== undefined) {
      return;
    }
    try {
      await this.start();
      this.#server.log('MongoDB is running again.');
    } catch (error) {
      if (this.#stopping === undefined) {
        await this.#report(reasonOf(error), false);
      }
    }
  }

  async #report(what: string, restarting: boolean): Promise<void> {
    const ending = restarting ? 'Restarting it.' : `It stays down; its log is ${this.#server.files.log}`;
    this.#server.log(`${what}. ${ending}`);
    const message = `${what}\n${await logTail(this.#server.files)}`;
    for (const listener of this.#listeners) {
      listener({ message, restarting });
    }
  }

  async #shutDown(): Promise<void> {
    const running = this.#process;
    if (running && !running.exit) {
      await requestShutdown(running.port);
      await Promise.race([running.exited, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    }
    await this.#endProcess();
    // A start under way has lost its process and gives up.
    await this.#starting?.catch(() => undefined);
    await this.#endProcess();
  }

  /** Whatever is left of the server's process group goes, then the runtime around it. */
  async #endProcess(): Promise<void> {
    const running = this.#process;
    if (running && !running.exit) {
      running.kill('SIGKILL');
      await running.exited;
    }
    await this.#server.command.cleanUp?.();
  }
}

/** What of `process` is needed. */
interface Host {
  on(event: string, listener: (reason: unknown) => void): unknown;
  exit(code: number): unknown;
}

interface Ending {
  /** Closes whatever is open; called once. */
  readonly close: () => Promise<void>;
  /** Tells of an error that nobody handled. */
  readonly report: (error: unknown) => void;
}

/** Orchestrators kill after ten seconds: be gone before. */
const PATIENCE_MS = 9_500;

/**
 * Ends the process in order on SIGINT and SIGTERM, and when an error was handled by nobody: what is under way is
 * then in an unknown state, but other people's requests need not be cut off. A second signal does not wait.
 * @returns what ends it for another reason; the exit code says whether it failed
 */
export function endOrderly(host: Host, { close, report }: Ending): (exitCode: number) => void {
  let ending = false;
  const end = (exitCode: number) => {
    if (ending) {
      return;
    }
    ending = true;
    setTimeout(() => host.exit(1), PATIENCE_MS).unref();
    close().then(
      () => host.exit(exitCode),
      (error: unknown) => {
        report(error);
        host.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM']) {
    host.on(signal, () => {
      if (ending) {
        host.exit(1);
      }
      end(0);
    });
  }
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    host.on(event, (error) => {
      report(error);
      end(1);
    });
  }
  return end;
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, toApiError } from './api-error.ts';

/** What a page sees of something it reads over HTTP. */
export interface Read<T> {
  /** `failed` only while there is nothing to show; a failed refresh keeps `ready` and sets `problem`. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly value: T | undefined;
  readonly problem: ApiProblem | null;
  readonly reload: () => void;
}

type State<T> = Omit<Read<T>, 'reload'> & { readonly key: string };

/**
 * Reads once for each `key`, and again when `version` changes or `reload` is called; meanwhile what was read stays.
 * A newer read stops an older one, so that an older answer never replaces a newer one. `read` need not be stable.
 */
export function useRead<T>(
  key: string,
  read: (signal: AbortSignal) => Promise<T>,
  version: string | number = 0,
): Read<T> {
  const [state, setState] = useState<State<T>>({ key, status: 'loading', value: undefined, problem: null });
  const [round, setRound] = useState(0);
  const latest = useRef(read);
  latest.current = read;
  // biome-ignore lint/correctness/useExhaustiveDependencies: version and round ask for another read
  useEffect(() => {
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) {
          setState({ key, status: 'ready', value, problem: null });
        }
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          const { problem } = toApiError(error);
          setState((now) =>
            now.key === key && now.value !== undefined
              ? { ...now, problem }
              : { key, status: 'failed', value: undefined, problem },
          );
        }
      },
    );
    return () => abort.abort();
  }, [key, version, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const { status, value, problem } =
    state.key === key ? state : { status: 'loading' as const, value: undefined, problem: null };
  return { status, value, problem, reload };
}

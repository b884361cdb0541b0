import { setImmediate as nextTurn } from 'node:timers/promises';

interface ComingRead<T> {
  readonly keys: Set<string>;
  readonly found: Promise<ReadonlyMap<string, T>>;
}

/**
 * One read at a time: whoever asks while one is under way joins the next, also for other keys. Nobody joins a read
 * that was begun before they asked, so that what they get is never older than their question. A thousand who ask at
 * once cost a few reads and wait for two at most.
 *
 * @param readMany what it finds is shared by all who asked: nobody may change it
 * @returns what was found under a key
 */
export function sharedReads<T>(
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | undefined> {
  let coming: ComingRead<T> | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const arrange = (): ComingRead<T> => {
    const keys = new Set<string>();
    const begin = async () => {
      await before;
      // What has arrived from the network already is let in: the rest of this turn, and all of the next.
      await nextTurn();
      await nextTurn();
      coming = null;
      return readMany([...keys]);
    };
    const found = begin();
    before = found.catch(() => undefined);
    return { keys, found };
  };
  return async (key) => {
    coming ??= arrange();
    coming.keys.add(key);
    return (await coming.found).get(key);
  };
}

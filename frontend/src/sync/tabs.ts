import { Id, Seq } from '@openslot/shared/contracts/common';
import { z } from 'zod';

/** All that tabs of one browser tell each other: never anything about a person. */
const TabMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('changed'), doctorId: Id, seq: Seq }),
  /** What a tab shows that does not ask by itself. */
  z.strictObject({
    type: z.literal('shows'),
    doctors: z.array(z.strictObject({ doctorId: Id, seq: Seq })).max(50),
  }),
  /** The clinic answered. */
  z.strictObject({ type: z.literal('reached') }),
  z.strictObject({ type: z.literal('signed-in') }),
  z.strictObject({ type: z.literal('signed-out') }),
]);
export type TabMessage = z.infer<typeof TabMessage>;

export interface Tabs {
  /** Tells the other tabs; this one does not hear it. */
  readonly tell: (message: TabMessage) => void;
  /** Gives the function that stops listening. */
  readonly listen: (listener: (message: TabMessage) => void) => () => void;
  readonly close: () => void;
}

const NAME = 'openslot';

/** `BroadcastChannel`, or storage events where a browser has none. */
export function createTabs(): Tabs {
  return typeof BroadcastChannel === 'function'
    ? overChannel(new BroadcastChannel(NAME))
    : overStorage(window);
}

function overChannel(channel: BroadcastChannel): Tabs {
  return {
    tell: (message) => channel.postMessage(message),
    listen: (listener) =>
      subscribe(channel, 'message', (event) => parsed((event as MessageEvent).data, listener)),
    close: () => channel.close(),
  };
}

function overStorage(target: Window): Tabs {
  return {
    tell(message) {
      try {
        target.localStorage.setItem(NAME, JSON.stringify(message));
        // Removed at once: the next equal message must be a change again, and nothing stays behind.
        target.localStorage.removeItem(NAME);
      } catch {
        // Storage may be forbidden; the other tabs then learn it from the server.
      }
    },
    listen: (listener) =>
      subscribe(target, 'storage', (event) => {
        const { key, newValue } = event as StorageEvent;
        if (key === NAME && newValue !== null) {
          parsed(readJson(newValue), listener);
        }
      }),
    close: () => undefined,
  };
}

function subscribe(target: EventTarget, name: string, handler: (event: Event) => void): () => void {
  target.addEventListener(name, handler);
  return () => target.removeEventListener(name, handler);
}

function parsed(data: unknown, listener: (message: TabMessage) => void): void {
  const message = TabMessage.safeParse(data);
  if (message.success) {
    listener(message.data);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla';

export interface ToastInput {
  readonly title: string;
  readonly text?: string;
  readonly tone?: 'info' | 'success' | 'error';
  /** One thing to do about it, for example Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds on screen, longer while hovered or focused; 6 s unless told. */
  readonly durationMs?: number;
}

export interface Toast extends ToastInput {
  readonly id: string;
}

export interface ToastsState {
  readonly toasts: readonly Toast[];
  /** Gives the id, with which the toast can be dismissed early. */
  readonly show: (toast: ToastInput) => string;
  readonly dismiss: (id: string) => void;
}

export type ToastsStore = StoreApi<ToastsState>;

export function createToastsStore(): ToastsStore {
  let count = 0;
  return createStore<ToastsState>()((set) => ({
    toasts: [],
    show: (toast) => {
      count += 1;
      const id = `toast-${count}`;
      set((state) => ({ toasts: [...state.toasts, { ...toast, id }] }));
      return id;
    },
    dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
  }));
}

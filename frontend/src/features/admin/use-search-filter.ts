import { useSearchParams } from 'react-router';

/** Filters live in the address: a reload, a bookmark or the way back shows the same list. */
export function useSearchFilter() {
  const [params, setParams] = useSearchParams();
  return {
    get: (name: string) => params.get(name),
    /** Sets some filters and takes away those that are null; another page of the list has to be named anew. */
    set: (changes: Readonly<Record<string, string | null>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('page');
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }
          return next;
        },
        { replace: true },
      ),
  };
}

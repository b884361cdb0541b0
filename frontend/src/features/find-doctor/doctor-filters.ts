import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface DoctorFilters {
  readonly search: string;
  /** Empty for all. */
  readonly specialty: string;
  /** From 1. */
  readonly page: number;
}

/** The filters in the address, so that a search can be shared and the back button works. */
export function readFilters(params: URLSearchParams): DoctorFilters {
  const page = Number(params.get('page') ?? '1');
  return {
    search: (params.get('q') ?? '').slice(0, 100),
    specialty: (params.get('specialty') ?? '').slice(0, 80),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

export function writeFilters({ search, specialty, page }: DoctorFilters): URLSearchParams {
  const params = new URLSearchParams();
  if (search.trim() !== '') {
    params.set('q', search);
  }
  if (specialty !== '') {
    params.set('specialty', specialty);
  }
  if (page > 1) {
    params.set('page', String(page));
  }
  return params;
}

/** A new search or specialty begins at the first page; typing does not fill the history. */
export function useDoctorFilters(): [DoctorFilters, (changes: Partial<DoctorFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Partial<DoctorFilters>) => {
      setParams((now) => writeFilters({ ...readFilters(now), page: 1, ...changes }), {
        replace: changes.page === undefined,
        preventScrollReset: changes.page === undefined,
      });
    },
    [setParams],
  );
  return [readFilters(params), change];
}

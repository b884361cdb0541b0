import { type AuditEntry, listAudit } from '@openslot/shared/contracts/audit';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { useRead } from '../../../lib/use-read.ts';

interface Earlier {
  /** The first page these continue. */
  readonly after: object;
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

/** The audit log, newest first, growing downwards. */
export function useAuditPages(doctorId: string | null) {
  const { api } = useServices();
  const filter = doctorId === null ? {} : { doctorId };
  const first = useRead(doctorId ?? 'all', (signal) => api.call(listAudit, { signal, query: filter }));
  const [earlier, setEarlier] = useState<Earlier | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const page = first.value;
  const rest = earlier !== null && earlier.after === page ? earlier : null;
  const entries = [...(page?.items ?? []), ...(rest?.entries ?? [])];

  const loadMore = async () => {
    const before = entries.at(-1)?.id;
    if (page === undefined || before === undefined) {
      return;
    }
    setLoadingMore(true);
    setProblem(null);
    try {
      const next = await api.call(listAudit, { query: { ...filter, before } });
      setEarlier({ after: page, entries: [...(rest?.entries ?? []), ...next.items], more: next.more });
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setLoadingMore(false);
    }
  };
  return {
    status: first.status,
    entries,
    more: (rest ?? page)?.more ?? false,
    problem: first.problem ?? problem,
    loadingMore,
    reload: first.reload,
    loadMore: () => void loadMore(),
    retry: () => (first.problem === null ? void loadMore() : first.reload()),
  };
}

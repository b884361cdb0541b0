import type { PatientHistory } from '@openslot/shared/contracts/appointments';

/** What staff should know of a patient's earlier visits, or null when there is nothing to say. */
export function historyText({ lateCancellations, noShows }: PatientHistory): string | null {
  const parts = [
    lateCancellations > 0 ? `cancelled late ${times(lateCancellations)}` : null,
    noShows > 0 ? `did not come ${times(noShows)}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

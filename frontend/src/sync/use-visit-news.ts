import { useThrottledValue } from '@mantine/hooks';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import { useMinute } from '../lib/use-minute.ts';

/** In a busy clinic the front desk hears of visits many times a second; nobody reads that fast. */
const READ_AGAIN_MS = 500;

/**
 * Changes whenever something was heard of a visit, and with every minute, for pages without a socket: whatever shows
 * visits and is no query of its own reads itself again then.
 */
export function useVisitNews(): string {
  const { stores, sync } = useServices();
  const news = useStore(stores.appointments, (state) => state.news);
  return `${useThrottledValue(news, READ_AGAIN_MS)}|${useMinute(sync.now)}`;
}

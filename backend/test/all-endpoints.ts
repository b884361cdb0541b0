import { readdirSync } from 'node:fs';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';

const CONTRACTS = new URL('../../shared/src/contracts/', import.meta.url);

export interface NamedEndpoint {
  readonly name: string;
  readonly endpoint: Endpoint;
}

/** Every endpoint that any contract file exports, found by looking: a new one cannot be forgotten. By name. */
export async function allEndpoints(): Promise<NamedEndpoint[]> {
  const files = readdirSync(CONTRACTS).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.map(async (file): Promise<Record<string, unknown>> => import(new URL(file, CONTRACTS).href)),
  );
  return modules
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, value]) => (isEndpoint(value) ? [{ name, endpoint: value }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}

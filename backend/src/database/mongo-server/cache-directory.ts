import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from './types.ts';

/**
 * The per-user directory for downloaded servers, so that a second clone downloads nothing: `OPENSLOT_CACHE`, else
 * `openslot` below `XDG_CACHE_HOME` or `~/.cache`.
 */
export function cacheDirectory(env: Environment): string {
  if (env.OPENSLOT_CACHE) {
    return resolve(env.OPENSLOT_CACHE);
  }
  return join(env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'openslot');
}

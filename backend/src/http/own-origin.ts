import { hostname, networkInterfaces } from 'node:os';

/** Where the server listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Under what names other machines may know this one; asked for only when it listens to all of them. */
  readonly machineNames?: () => readonly string[];
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EVERYWHERE = ['0.0.0.0', '::'];

/**
 * The origins whose pages may write: the public address and further ones that were configured; without a public
 * address, the addresses of this machine at which the server listens. Compared as browsers write them: lower case,
 * without a port that goes without saying.
 */
export function ownOrigins(
  publicUrl: string | null,
  further: readonly string[],
  listening: () => Listening,
): (origin: string) => boolean {
  const configured = [...further, ...(publicUrl === null ? [] : [publicUrl])].map(normalised);
  return (origin) =>
    configured.includes(origin) || (publicUrl === null && originsAt(listening()).includes(origin));
}

/** The address to show to people on this machine. */
export function ownUrl({ host, port }: Listening): string {
  const name =
    LOOPBACK.includes(bracketed(host)) || EVERYWHERE.includes(host) ? 'localhost' : bracketed(host);
  return normalised(`http://${name}:${port}`);
}

function originsAt({ host, port, machineNames = namesOfMachine }: Listening): string[] {
  return hostsAt(host, machineNames).map((name) => normalised(`http://${name}:${port}`));
}

function hostsAt(host: string, machineNames: () => readonly string[]): readonly string[] {
  if (EVERYWHERE.includes(host)) {
    return [...LOOPBACK, ...machineNames()];
  }
  return LOOPBACK.includes(bracketed(host)) ? LOOPBACK : [bracketed(host)];
}

function namesOfMachine(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [hostname(), ...addresses.map(({ address }) => bracketed(address))];
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** What is no address stays as it is and equals no origin. */
function normalised(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

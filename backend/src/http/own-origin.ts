/**
 * The origins whose pages may write: the public address, further ones that were configured, and, while nothing
 * else is configured, this machine's own names for the port that the server listens on.
 */
export function ownOrigins(
  publicUrl: string | null,
  further: readonly string[],
  port: () => number,
): (origin: string) => boolean {
  return (origin) => {
    if (further.includes(origin)) {
      return true;
    }
    return publicUrl === null
      ? ['localhost', '127.0.0.1', '[::1]'].some((host) => origin === `http://${host}:${port()}`)
      : origin === publicUrl;
  };
}

/** A mail server, and the address that mail comes from. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS where the server has it. */
  readonly secure: boolean;
  /** Refuses to go on without TLS. */
  readonly requireTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
  readonly from: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
const DEFAULT_PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/** `smtp://user:password@host:587` or `smtps://…`; a special character of the password is percent-encoded. */
export function isSmtpUrl(value: string): boolean {
  return parse(value) !== null;
}

/**
 * A password leaves this machine only encrypted.
 * @param url one that {@link isSmtpUrl} accepts
 */
export function smtpSettings(url: string, from: string): SmtpSettings {
  const parsed = parse(url);
  if (parsed === null) {
    throw new Error('not the address of a mail server');
  }
  return {
    ...parsed,
    requireTls: !parsed.secure && parsed.auth !== null && !LOOPBACK.test(parsed.host),
    from,
  };
}

function parse(value: string): Pick<SmtpSettings, 'host' | 'port' | 'secure' | 'auth'> | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    return null;
  }
  const more = url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname);
  if (url.hostname === '' || more || (url.username === '') !== (url.password === '')) {
    return null;
  }
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port),
      secure: url.protocol === 'smtps:',
      auth: user === '' ? null : { user, pass },
    };
  } catch {
    return null;
  }
}

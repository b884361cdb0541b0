import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isSmtpUrl, type SmtpSettings, smtpSettings } from './mail/smtp-settings.ts';

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALLOWED_ORIGINS: z.string().optional(),
  MONGODB_URI: z.string().optional(),
  SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      'must be like smtp://user:password@host:587 or smtps://…, special characters percent-encoded',
    )
    .optional(),
  MAIL_FROM: z.email('must be one e-mail address, without a name').optional(),
  BETTER_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  OPENSLOT_DATA: z.string().default('.data'),
  OPENSLOT_DEMO: flag.optional(),
  OPENSLOT_CLINIC_NAME: z.string().trim().min(1).max(120).optional(),
  OPENSLOT_TIME_ZONE: z.string().optional(),
  OPENSLOT_ADMIN_NAME: z.string().trim().min(1).max(120).optional(),
  OPENSLOT_ADMIN_EMAIL: z.email().optional(),
  OPENSLOT_ADMIN_PASSWORD: z.string().min(10).max(128).optional(),
  OPENSLOT_DRAIN_MS: z.coerce.number().int().min(0).max(4_000).default(0),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .regex(/^\S+$/, 'must have no spaces')
    .optional(),
  OPENSLOT_TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

/** First-start answers given by the environment; each null is asked for on the terminal. */
export interface SetupAnswers {
  readonly clinicName: string | null;
  readonly timeZone: string | null;
  readonly adminName: string | null;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
}

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where people reach the application; null: the address it listens on. */
  readonly publicUrl: string | null;
  /** Further origins whose pages may write (a development server). */
  readonly allowedOrigins: readonly string[];
  readonly mongodbUri: string | null;
  readonly authSecret: string;
  /** Null: no mail server; a demo clinic keeps its mail, any other that is not in production lets it wait. */
  readonly smtp: SmtpSettings | null;
  /** Absolute path of the data that survives a restart. */
  readonly dataDirectory: string;
  readonly demo: boolean;
  readonly setup: SetupAnswers;
  /** How long the process goes on serving after `/readyz` began to fail, so that a load balancer notices. */
  readonly drainMs: number;
  /** Lets a monitoring system of another machine read /metrics; null: only this machine may. */
  readonly metricsToken: string | null;
  /** Number of reverse proxies in front, for the client's address. */
  readonly trustProxy: number;
  readonly logLevel: string;
}

/** The environment is not usable; the message names each variable. */
export class ConfigError extends Error {}

/**
 * Reads the configuration; the only reader of the environment besides the database door.
 * Production accepts no default secret, no demo data, and needs a database, a public address and a mail server.
 * @throws {ConfigError}
 */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  if (production) {
    refuseUnsafeProduction(env);
  }
  const dataDirectory = resolve(env.OPENSLOT_DATA);
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin,
    allowedOrigins: (env.ALLOWED_ORIGINS ?? '')
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
    mongodbUri: env.MONGODB_URI ?? null,
    smtp: smtpOf(env),
    authSecret: env.BETTER_AUTH_SECRET ?? generatedSecret(dataDirectory),
    dataDirectory,
    demo: env.OPENSLOT_DEMO ?? !production,
    setup: {
      clinicName: env.OPENSLOT_CLINIC_NAME ?? null,
      timeZone: env.OPENSLOT_TIME_ZONE ?? null,
      adminName: env.OPENSLOT_ADMIN_NAME ?? null,
      adminEmail: env.OPENSLOT_ADMIN_EMAIL ?? null,
      adminPassword: env.OPENSLOT_ADMIN_PASSWORD ?? null,
    },
    drainMs: env.OPENSLOT_DRAIN_MS,
    metricsToken: env.METRICS_TOKEN ?? null,
    trustProxy: env.OPENSLOT_TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
  };
}

function refuseUnsafeProduction(env: z.infer<typeof Environment>): void {
  const missing = (['MONGODB_URI', 'PUBLIC_URL', 'BETTER_AUTH_SECRET'] as const).filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new ConfigError(`Production needs these environment variables: ${missing.join(', ')}.`);
  }
  if (env.SMTP_URL === undefined) {
    throw new ConfigError(
      'Production sends mail: people confirm their address and choose a new password by it. ' +
        'Set SMTP_URL to your mail server, such as smtp://user:password@mail.example.org:587, and MAIL_FROM to the ' +
        'address that mail comes from.',
    );
  }
  if (env.OPENSLOT_DEMO === true) {
    throw new ConfigError('OPENSLOT_DEMO is refused in production: demo data would sit among real patients.');
  }
}

/** Both or none: half of it would be found out when the first mail is due. */
function smtpOf({ SMTP_URL: url, MAIL_FROM: from }: z.infer<typeof Environment>): SmtpSettings | null {
  if (url !== undefined && from !== undefined) {
    return smtpSettings(url, from);
  }
  if (url !== undefined || from !== undefined) {
    const [given, missing] = url === undefined ? ['MAIL_FROM', 'SMTP_URL'] : ['SMTP_URL', 'MAIL_FROM'];
    throw new ConfigError(`${given} is set and ${missing} is not: mail needs both.`);
  }
  return null;
}

/** A random secret made once per installation and kept beside its data, readable by its owner only. */
function generatedSecret(dataDirectory: string): string {
  const file = join(dataDirectory, 'auth-secret');
  mkdirSync(dataDirectory, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
  return readFileSync(file, 'utf8');
}

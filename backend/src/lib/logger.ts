import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** JSON lines, on standard output unless told otherwise. Passwords and tokens never reach the log. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const redact = { paths: ['*.password', '*.token'], remove: true };
  return pino({ level, redact }, destination);
}

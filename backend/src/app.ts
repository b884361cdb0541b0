import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import compression from 'compression';
import express, { type Express } from 'express';
import type { Connection } from 'mongoose';
import type { CommandDeps } from './commands/doctor-command.ts';
import { KeyedQueue, QUEUE_LIMITS } from './commands/keyed-queue.ts';
import { compatibilityCommands } from './compatibility.ts';
import type { Config } from './config.ts';
import { onCommandTimes } from './database/command-times.ts';
import type { Models } from './database/models.ts';
import { answersPing } from './database/ping.ts';
import { registerApiDocs } from './features/api-docs/api-docs.routes.ts';
import { registerAppointmentRoutes } from './features/appointments/appointments.routes.ts';
import { visitsOfDoctor } from './features/appointments/visits-of-doctor.ts';
import { registerAuditRoutes } from './features/audit/audit.routes.ts';
import { registerAddressRoutes } from './features/auth/address.routes.ts';
import { authRoutes } from './features/auth/auth.routes.ts';
import { type Auth, createAuth } from './features/auth/create-auth.ts';
import { registerAvailabilityRoutes } from './features/availability/availability.routes.ts';
import { registerOfferReads } from './features/availability/offer-reads.routes.ts';
import { adoptClinicRules, keepAdopting } from './features/clinic/adopt-clinic-rules.ts';
import { registerClinicRoutes } from './features/clinic/clinic.routes.ts';
import {
  COMPATIBILITY_PATHS,
  registerCompatibilityRoutes,
} from './features/compatibility/compatibility.routes.ts';
import { registerDoctorRoutes } from './features/doctors/doctors.routes.ts';
import { registerFreshness } from './features/freshness/freshness.routes.ts';
import { registerHoldRoutes } from './features/holds/holds.routes.ts';
import { keepSweeping } from './features/holds/keep-sweeping.ts';
import { releaseHoldsOfSession } from './features/holds/release-hold.ts';
import { registerMailboxRoutes } from './features/mailbox/mailbox.routes.ts';
import { ensurePatient } from './features/patients/patient.repository.ts';
import { registerPatientRoutes } from './features/patients/patients.routes.ts';
import { claimByVerifiedEmail } from './features/patients/take-over-record.ts';
import { registerPeopleRoutes } from './features/people/people.routes.ts';
import { findUserNames } from './features/people/user-names.ts';
import { neverCache, readTextAsJson, requireJson, requireOwnOrigin } from './http/guards.ts';
import { registerHealth } from './http/health.ts';
import { registerMetrics } from './http/metrics-page.ts';
import { observeRequests } from './http/observe-requests.ts';
import { ownOrigins, ownUrl } from './http/own-origin.ts';
import { problemHandler, unknownRoute } from './http/problem-handler.ts';
import { limitWrites, RATE_LIMITS, type RateLimits } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import { establishState } from './http/request-state.ts';
import { securityHeaders } from './http/security-headers.ts';
import { staticPages } from './http/static-pages.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Logger } from './lib/logger.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { startMail } from './outgoing-mail.ts';
import { emptySockets } from './realtime/empty-sockets.ts';
import { measuredListener } from './realtime/measured-listener.ts';
import { type ClinicServer, pushTo } from './realtime/push.ts';
import { countSockets } from './realtime/socket-counts.ts';
import { createSocketServer, dropEndedSessions, hasSocketOf } from './realtime/socket-server.ts';
import { LogTail } from './realtime/tail.ts';
import { keptDoctors } from './schedule/kept-doctors.ts';

export interface AppOptions {
  readonly config: Config;
  readonly connection: Connection;
  readonly models: Models;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly limits?: RateLimits;
  /** The built web application; null serves the API alone. */
  readonly pages?: string | null;
}

export interface App {
  readonly http: HttpServer;
  readonly io: ClinicServer;
  readonly deps: CommandDeps;
  readonly auth: Auth;
  /** Address under which people reach the application. */
  publicUrl(): string;
  /** Hears the log, then listens. Resolves with the port. */
  listen(): Promise<number>;
  /**
   * Says that it is not ready, waits until the load balancer has seen it (`drainMs`), stops accepting, sends sockets
   * elsewhere, lets requests in flight finish. The database stays open.
   */
  close(): Promise<void>;
}

const SWEEP_MS = 50;

/** Puts the application together; the only place where its parts meet. */
export function createApp(options: AppOptions): App {
  const { config, connection, models, logger, clock = systemClock, limits = RATE_LIMITS } = options;
  const metrics = createMetrics(Object.values(models).map((model) => model.collection.name));
  onCommandTimes(connection, metrics.commandDone);
  const queue = new KeyedQueue(QUEUE_LIMITS, { waited: metrics.queueWaited, refused: metrics.queueRefused });
  const deps: CommandDeps = { connection, models, clock, queue, batchEnded: metrics.batchEnded };
  const web = express();
  const http = createServer(web);
  const state = {
    // Kept when it listens no more: requests under way still come from here.
    port: config.port,
    closing: false,
    stopAdopting: () => {},
    stopSweeping: () => {},
    stopMail: async () => {},
  };
  const listening = () => ({ host: config.host, port: state.port });
  const publicUrl = () => config.publicUrl ?? ownUrl(listening());
  const isOwnOrigin = ownOrigins(config.publicUrl, config.allowedOrigins, listening);
  const auth = createAuth({
    connection,
    models,
    clock,
    logger,
    secret: config.authSecret,
    publicUrl: publicUrl(),
    ensurePatient: async (user) => String(await ensurePatient(models, user)),
    onSignOut: (sessionId) => releaseHoldsOfSession(deps, logger, sessionId),
  });
  const io = createSocketServer(http, {
    authenticate: auth.authenticate,
    isOwnOrigin,
    readDoctors: keptDoctors(models),
    logger,
  });
  const recheckSessions = () => {
    auth.forgetRooms([...io.of('/').adapter.rooms.keys()]);
    void dropEndedSessions(io, auth);
  };
  const listener = measuredListener(pushTo(io, auth.forgetRooms, recheckSessions), clock, metrics);
  const tail = new LogTail(connection, logger, listener);
  const isReady = async () => tail.isOpen && !state.closing && (await answersPing(connection));
  routes(web, {
    config,
    models,
    deps,
    auth,
    logger,
    limits,
    isOwnOrigin,
    isReady,
    publicUrl,
    metrics,
    renderMetrics: () =>
      metrics.render({ sockets: () => countSockets(io), isTailOpen: () => tail.isOpen, isReady }),
    pages: options.pages ?? null,
  });

  return {
    http,
    io,
    deps,
    auth,
    publicUrl,
    async listen() {
      await tail.start();
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, config.host, () => {
          state.port = (http.address() as AddressInfo).port;
          resolve();
        });
      });
      state.stopAdopting = keepAdopting(deps, logger);
      state.stopSweeping = keepSweeping({ ...deps, logger, isConnected: hasSocketOf(io) });
      state.stopMail = await startMail({ ...deps, logger, auth, smtp: config.smtp, publicUrl });
      return state.port;
    },
    async close() {
      state.closing = true;
      // A balancer must not keep a connection for its next request: it would meet the end of it.
      http.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
      if (config.drainMs > 0) {
        await delay(config.drainMs);
      }
      state.stopAdopting();
      state.stopSweeping();
      const lastMail = state.stopMail();
      const served = new Promise((resolve) => http.close(resolve));
      // A connection whose request was under way would be kept alive for seconds after its answer.
      const sweep = setInterval(() => http.closeIdleConnections(), SWEEP_MS);
      // They hear the log until they leave.
      await emptySockets(io);
      // Ends the rest without a word: a client that is told to leave by Socket.IO itself would not come back soon.
      await Promise.all([io.close(), tail.stop(), served, lastMail]);
      clearInterval(sweep);
    },
  };
}

interface RouteDeps {
  readonly config: Config;
  readonly models: Models;
  readonly deps: CommandDeps;
  readonly auth: Auth;
  readonly logger: Logger;
  readonly limits: RateLimits;
  readonly isOwnOrigin: (origin: string) => boolean;
  readonly isReady: () => Promise<boolean>;
  readonly publicUrl: () => string;
  readonly metrics: Metrics;
  readonly renderMetrics: () => Promise<string>;
  readonly pages: string | null;
}

function routes(app: Express, wiring: RouteDeps): void {
  const { config, models, deps, auth, limits, metrics, publicUrl } = wiring;
  const fromOwnOrigin = requireOwnOrigin(wiring.isOwnOrigin);
  app.disable('x-powered-by');
  app.disable('etag');
  // Nested query objects would let operators through to the database.
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  const first = [
    observeRequests(metrics.requestAnswered),
    securityHeaders(publicUrl().startsWith('https:')),
    requestLog(wiring.logger),
  ];
  const established = establishState(auth.authenticate);
  registerOfferReads(app, deps, [...first, neverCache, established]);
  app.use(first);
  registerHealth(app, wiring.isReady);
  const { contentType } = metrics;
  registerMetrics(app, { token: config.metricsToken, contentType, render: wiring.renderMetrics });
  app.use('/api', neverCache);
  registerFreshness(app, {
    reportsPerMinute: limits.freshnessReportsPerMinute,
    requireOwnOrigin: fromOwnOrigin,
    record: metrics.freshnessReported,
  });
  app.use(compression({ threshold: 1_024 }));
  app.use('/api', limitWrites(60_000, limits.writesPerMinute), fromOwnOrigin);
  app.use(COMPATIBILITY_PATHS, readTextAsJson);
  app.use('/api/auth', requireJson, express.json({ limit: '10kb' }));
  // Room for a decision on each visit of a doctor who is booked out.
  app.use('/api', requireJson, express.json({ limit: '512kb' }));
  app.use(authRoutes({ auth, models, clock: deps.clock, limits }));
  app.use('/api', established);
  registerPeopleRoutes(app, {
    connection: deps.connection,
    models,
    clock: deps.clock,
    signIns: auth,
    publicUrl,
  });
  const patientDeps = { ...deps, forgetRooms: auth.forgetRooms, publicUrl };
  registerPatientRoutes(app, patientDeps);
  registerAddressRoutes(
    app,
    { ...deps, claimRecord: async (context) => (await claimByVerifiedEmail(patientDeps, context)) !== null },
    limits.mailsPerHour,
  );
  registerClinicRoutes(app, deps, () => adoptClinicRules(deps));
  registerDoctorRoutes(app, deps);
  registerAvailabilityRoutes(app, deps, visitsOfDoctor(models), metrics.caughtUp);
  registerHoldRoutes(app, deps);
  registerAppointmentRoutes(app, deps);
  registerMailboxRoutes(app, models);
  registerAuditRoutes(app, models, findUserNames(models));
  registerCompatibilityRoutes(app, compatibilityCommands(deps));
  registerApiDocs(app);
  app.use('/api', unknownRoute);
  if (wiring.pages !== null) {
    app.use(staticPages(wiring.pages));
  }
  app.use(unknownRoute);
  app.use(problemHandler(wiring.logger));
}

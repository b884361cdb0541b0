/**
 * Who may import whom. A → B: A may import B.
 *
 *   shared:    realtime → contracts → {errors, time}    policies → contracts    slots → time
 *   backend:   main → app → {features, realtime, metrics} → {http, mail, commands, schedule, database, lib} → shared
 *   frontend:  main → app → features → {ui, state, sync} → lib → shared
 *
 * `import type` counts: a type that crosses a boundary is a promise across it. Tests may import what they test.
 */

const swc = require('@swc/core');

// The cruiser parses every file as plain TypeScript and stops at the first JSX tag: tell swc which files have them.
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

/** The one file of app/ that parts may import: the door to what app/ composed. */
const CONTEXT = '^frontend/src/app/services-context\\.ts$';

const TESTS = '\\.(test|journey)\\.tsx?$|\\.d\\.ts$|/testing/';

/** What is started, and what the slot engine offers whoever asks; everything else must be imported by something. */
const ENTRIES =
  '^(backend/src/(main|sync-indexes|import-legacy|fsck)\\.ts|frontend/src/main\\.tsx|shared/src/slots/(explain-slot|generate-slots-of-many|count-by-day)\\.ts)$';

/** Also in tests. */
const EVERYWHERE = { pathNot: '^$' };

/** One layer and what it must not reach. */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: TESTS, ...from },
  to,
});

/** Inside `area`, `layer` may import only these layers of the same area (and itself). */
const onlyLayers = (area, layer, allowed, comment) =>
  forbid(
    `${area}-${layer}`,
    comment,
    { path: `^${area}/src/${layer}[/.]` },
    {
      path: `^${area}/src/`,
      pathNot: [layer, ...allowed].map((name) => `^${area}/src/${name}[/.]`),
    },
  );

/** A package that only some files may import. */
const onlyIn = (name, packages, files, comment) =>
  forbid(
    `${name}-only-where-it-belongs`,
    comment,
    { path: '^(shared|backend|frontend)/src/', pathNot: [TESTS, ...files] },
    {
      path: packages.map((one) => `(^|/)node_modules/${one}/`),
    },
  );

const sharedRules = [
  forbid(
    'shared-is-pure',
    'Both ends run it: no Node, no DOM library, no database. Pass what it needs as an argument.',
    { path: '^shared/src/' },
    { pathNot: ['^shared/src/', '(^|/)node_modules/(zod|temporal-polyfill|temporal-spec|rrule-temporal)/'] },
  ),
  onlyLayers('shared', 'time', [], 'Time is the bottom: it knows no word of the clinic.'),
  onlyLayers('shared', 'errors', [], 'Error codes and the problem document stand alone.'),
  forbid(
    'shared-contracts',
    'Contracts build on formats and errors. Only the catch-up contract carries events, as they went over the socket.',
    { path: '^shared/src/contracts/', pathNot: ['^shared/src/contracts/changes\\.ts$', TESTS] },
    { path: '^shared/src/', pathNot: '^shared/src/(contracts|errors|time)/' },
  ),
  onlyLayers('shared', 'realtime', ['contracts', 'errors'], 'Events are made of contract types.'),
  onlyLayers('shared', 'policies', ['contracts'], 'Who may do what is decided from contract types alone.'),
  onlyLayers(
    'shared',
    'slots',
    ['time'],
    'The slot engine is arithmetic: no contracts, no errors of the API.',
  ),
];

const backendRules = [
  forbid(
    'backend-stays-in-the-backend',
    'The browser talks to the server over HTTP and sockets only.',
    { path: '^backend/src/' },
    { path: '^frontend/' },
  ),
  forbid(
    'main-is-the-top',
    'main.ts starts the process; nothing imports it.',
    {},
    { path: '^backend/src/main\\.ts$' },
  ),
  forbid(
    'app-is-wired-once',
    'app.ts is the composition root: only main.ts imports it. Pass what you need as an argument.',
    { path: '^backend/src/', pathNot: ['^backend/src/main\\.ts$', TESTS] },
    { path: '^backend/src/app\\.ts$' },
  ),
  forbid(
    'features-stay-apart',
    'A feature imports no other feature. What it needs of one is passed in by app.ts as a function.',
    { path: '^backend/src/features/([^/]+)/', pathNot: TESTS },
    { path: '^backend/src/features/', pathNot: '^backend/src/features/$1/' },
  ),
  forbid(
    'nothing-pushes-but-the-tail',
    'Features and commands write to the log; realtime/ tails it. Nobody else may speak to sockets.',
    { path: '^backend/src/', pathNot: ['^backend/src/(main|app)\\.ts$', '^backend/src/realtime/', TESTS] },
    { path: '^backend/src/realtime/' },
  ),
  forbid(
    'lower-layers-know-no-feature',
    'http, mail, commands, schedule, database and lib serve every feature, so they know none.',
    { path: '^backend/src/(http|mail|commands|schedule|database|lib|realtime)/' },
    { path: '^backend/src/features/' },
  ),
  onlyLayers('backend', 'lib', [], 'lib/ is below everything.'),
  onlyLayers('backend', 'database', ['lib'], 'The database layer stores; it decides nothing.'),
  onlyLayers(
    'backend',
    'schedule',
    ['database', 'lib'],
    'What a doctor offers is read from the database and computed.',
  ),
  onlyLayers(
    'backend',
    'commands',
    ['schedule', 'database', 'lib'],
    'A command knows neither Express nor sockets.',
  ),
  onlyLayers(
    'backend',
    'mail',
    ['commands', 'database', 'lib'],
    'Mail is asked for in a table and sent from there. What it says comes from the features, by outgoing-mail.ts.',
  ),
  onlyLayers(
    'backend',
    'metrics',
    ['lib'],
    'metrics/ counts what it is told. Nobody asks it for anything but app.ts, which hands out what tells.',
  ),
  forbid(
    'nobody-knows-the-metrics',
    'What is measured says so through a function that app.ts passed in, and runs the same without it.',
    { path: '^backend/src/', pathNot: ['^backend/src/app\\.ts$', '^backend/src/metrics/', TESTS] },
    { path: '^backend/src/metrics/' },
  ),
  forbid(
    'backend-http',
    'The HTTP edge parses, authorises and says who acts; it reads no data, and only tells that the database is away.',
    { path: '^backend/src/http/' },
    {
      path: '^backend/src/',
      pathNot: ['^backend/src/(http|commands|lib)/', '^backend/src/database/database-away\\.ts$'],
    },
  ),
];

const frontendRules = [
  forbid(
    'frontend-stays-in-the-browser',
    'The browser talks to the server over HTTP and sockets only.',
    { path: '^frontend/src/' },
    { path: '^backend/' },
  ),
  forbid(
    'pages-stay-apart',
    'A feature of the frontend imports no other feature: common parts belong in ui/ or lib/.',
    { path: '^frontend/src/features/([^/]+)/', pathNot: TESTS },
    { path: '^frontend/src/features/', pathNot: '^frontend/src/features/$1/' },
  ),
  forbid(
    'app-composes-the-frontend',
    'app/ puts the parts together; the parts do not reach back. services-context.ts hands them what was composed.',
    { path: '^frontend/src/(features|ui|state|sync|lib)/' },
    { path: '^frontend/src/(app|main)[/.]', pathNot: CONTEXT },
  ),
  onlyLayers('frontend', 'lib', [], 'lib/ is below everything.'),
  forbid(
    'frontend-sync',
    'The sync module writes to stores; it knows no page and no component. Only its hooks ask for the composed one.',
    { path: '^frontend/src/sync/' },
    { path: '^frontend/src/', pathNot: ['^frontend/src/(sync|state|lib)/', CONTEXT] },
  ),
  onlyLayers('frontend', 'state', ['sync', 'lib'], 'Stores and their actions know no page and no component.'),
  onlyLayers('frontend', 'ui', ['lib'], 'ui/ draws what it is given: it knows neither stores nor sockets.'),
];

const packageRules = [
  onlyIn(
    'mongodb',
    ['mongoose', 'mongodb', 'mongodb-memory-server-core'],
    [
      '^backend/src/(database|commands|schedule|mail)/',
      '^backend/src/(app|realtime/tail)\\.ts$',
      // Commands, queries and repositories of a feature; not its edge.
      '^backend/src/features/[^/]+/(?!.*\\.(routes|controller|presenter)\\.ts$)',
    ],
    'Routes, controllers and presenters see plain values: no document and no query leaves commands and repositories.',
  ),
  onlyIn(
    'nodemailer',
    ['nodemailer'],
    ['^backend/src/mail/smtp-mailer\\.ts$'],
    'One file speaks SMTP: everybody else asks for a mail and knows nothing of servers.',
  ),
  onlyIn(
    'express',
    ['express', 'helmet', 'compression', 'express-rate-limit', 'pino-http'],
    ['^backend/src/http/', '^backend/src/app\\.ts$', '^backend/src/features/.*\\.(routes|controller)\\.ts$'],
    'HTTP ends at the routes and controllers; commands and repositories do not know about it.',
  ),
  onlyIn(
    'socket.io',
    ['socket\\.io'],
    ['^backend/src/realtime/', '^backend/src/(app|main)\\.ts$'],
    'One module owns the sockets, so that nothing is ever pushed before it is committed.',
  ),
  onlyIn(
    'prom-client',
    ['prom-client'],
    ['^backend/src/metrics/'],
    'Names, labels and bounds of what is measured are decided in one place.',
  ),
  onlyIn(
    'socket.io-client',
    ['socket\\.io-client'],
    ['^frontend/src/sync/'],
    'The application has one socket, made at composition, never in a component.',
  ),
];

const generalRules = [
  forbid(
    'production-needs-no-test-code',
    'Test helpers and test packages are not installed where the product runs.',
    { path: '^(shared|backend|frontend)/src/' },
    {
      path: [
        '^(shared|backend)/test/',
        '^frontend/journeys/',
        '/testing/',
        '\\.(test|journey)\\.tsx?$',
        '(^|/)node_modules/(vitest|supertest|playwright-core|axe-core|fast-check)/',
      ],
    },
  ),
  forbid('no-cycles', 'Two files that need each other are one file, or three.', EVERYWHERE, {
    circular: true,
  }),
  forbid(
    'no-dead-modules',
    'Nothing that runs imports this module, directly or through others. Delete it, or use it.',
    { path: ENTRIES, ...EVERYWHERE },
    { path: '^(shared|backend|frontend)/src/', pathNot: [TESTS, ENTRIES], reachable: false },
  ),
  forbid('imports-resolve', 'A name that leads nowhere escapes every other rule.', EVERYWHERE, {
    couldNotResolve: true,
  }),
];

module.exports = {
  forbidden: [...sharedRules, ...backendRules, ...frontendRules, ...packageRules, ...generalRules],
  options: {
    // TypeScript 7 has no compiler API to parse with: without this parser nothing is read and everything passes.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(shared|backend|frontend)/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // `source` leads from `@openslot/shared/…` to its sources, not to a build.
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.css', '.json', '.d.ts'],
    },
  },
};

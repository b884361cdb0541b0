import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo } from '../backend/src/database/mongo-server/start-mongo.ts';
import { untilAllEqual, untilAllLive } from '../backend/test/fault-checks.ts';
import { type FaultClinic, startFaultClinic } from '../backend/test/fault-clinic.ts';
import {
  cutOffFromDatabase,
  cutSockets,
  dropEverything,
  endInOrder,
  type FaultScenario,
  type FaultSize,
  killServer,
  manyChanges,
  silentDatabase,
} from '../backend/test/fault-scenarios.ts';
import { withDatabaseName } from '../backend/test/test-database.ts';
import { startFaultBrowser } from './test-faults-browser.ts';

/**
 * `npm run test:faults`: bad things happen to two real servers, their database and the network, while clients and a real
 * browser watch a doctor's day. After each everybody must be equal to the clinic. Stops at the first who is not.
 *
 *   --only=TEXT  only what has this in its name
 */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const SIZE: FaultSize = {
  killChanges: 40,
  cutOffMs: 60_000,
  frozenMs: 20_000,
  socketCutMs: 10_000,
  deafChanges: 4,
  stormChanges: 200,
  stormMs: 20_000,
  convergeMs: 60_000,
  // Document 000: everybody sees a change within thirty seconds.
  deafMs: 30_000,
};

/** @param pid of MongoDB's server itself, whatever runs it */
function scenarios(pid: number): Record<string, FaultScenario> {
  const replacing =
    (route: number, scenario: FaultScenario): FaultScenario =>
    async (clinic, size) => {
      const outcome = await scenario(clinic, size);
      await clinic.replace(route);
      return outcome;
    };
  return {
    'many changes: 200 in 20 s': manyChanges,
    'sockets cut for 10 s during three changes': cutSockets,
    'a server cut off from MongoDB for a minute': cutOffFromDatabase,
    'MongoDB stopped for 20 s': silentDatabase(
      () => void process.kill(pid, 'SIGSTOP'),
      () => void process.kill(pid, 'SIGCONT'),
    ),
    'a server killed during changes': replacing(1, killServer(1)),
    'a server ended in order': replacing(0, endInOrder),
    'every event dropped': dropEverything,
  };
}

async function watch(clinic: FaultClinic): Promise<() => Promise<void>> {
  for (const route of [0, 1]) {
    clinic.open(`client of server ${route + 1}`, route);
  }
  clinic.open('client without WebSockets', 0, { url: clinic.noWebSockets.url });
  const browser = await startFaultBrowser(clinic);
  clinic.watchers.push(await browser.open('browser', false), await browser.open('deaf browser', true));
  await untilAllLive(clinic, SIZE.convergeMs);
  await untilAllEqual(clinic, SIZE.convergeMs);
  return browser.close;
}

async function main(): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-faults-'));
  const mongo = await startMongo({
    dataDirectory,
    env: { ...process.env, MONGODB_URI: undefined },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const pid = Number(await readFile(join(dataDirectory, 'mongod.pid'), 'utf8'));
    const clinic = await startFaultClinic(withDatabaseName(mongo.uri, 'openslot_faults'), true);
    try {
      const close = await watch(clinic);
      const chosen = Object.entries(scenarios(pid)).filter(([name]) => name.includes(values.only));
      for (const [name, scenario] of chosen) {
        console.log(`${name}: ${await scenario(clinic, SIZE)}`);
      }
      console.log(`${chosen.length} faults, ${clinic.watchers.length} watchers, all equal to the clinic.`);
      await close();
    } finally {
      await clinic.close();
    }
  } finally {
    await mongo.stop();
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main();

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KeyedQueue } from './commands/keyed-queue.ts';
import { compatibilityCommands } from './compatibility.ts';
import { ConfigError, loadConfig } from './config.ts';
import { connectDatabase } from './database/connection.ts';
import { createModels } from './database/models.ts';
import { parseCsv } from './features/compatibility/csv.ts';
import { importLegacy } from './features/compatibility/import-legacy.ts';
import { systemClock } from './lib/clock.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Brings flat availability rows of an older system over: `import:legacy -- file.json|csv [--dry-run]`. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  const { mongodbUri } = loadConfig(process.env);
  if (file === undefined || mongodbUri === null) {
    throw new ConfigError('Name a .json or .csv file, and the database in MONGODB_URI.');
  }
  const text = readFileSync(file, 'utf8');
  const rows: unknown = file.endsWith('.csv') ? parseCsv(text) : JSON.parse(text);
  if (!Array.isArray(rows)) {
    throw new ConfigError('The file must be a list of rows.');
  }
  const connection = await connectDatabase(mongodbUri);
  try {
    const models = createModels(connection);
    const deps = { connection, models, clock: systemClock, queue: new KeyedQueue() };
    const failed = await importLegacy(rows, {
      commands: compatibilityCommands(deps),
      async findDoctors(nameOrId) {
        const filter = /^[0-9a-f]{24}$/.test(nameOrId) ? { _id: nameOrId } : { name: nameOrId };
        return (await models.doctors.find(filter, { _id: 1 }).lean()).map(({ _id }) => String(_id));
      },
      dryRun: values['dry-run'],
      say,
      backUp(before) {
        const name = `${file}.backup-${systemClock.now()}.json`;
        writeFileSync(name, JSON.stringify(before, null, 2), { flag: 'wx' });
        say(`What there was is kept in ${name}`);
      },
    });
    process.exitCode = failed === 0 ? 0 : 2;
  } finally {
    await connection.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

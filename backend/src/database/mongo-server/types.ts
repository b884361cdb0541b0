/** The environment variables a part may look at; passed in so that tests need not touch the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Receives one line of progress or warning, without a line end. */
export type Log = (line: string) => void;

/** Where the database came from; `shared` is a server that another live process of this data directory owns. */
export type MongoOrigin = 'uri' | 'binary' | 'download' | 'wine' | 'shared';

/** What a source may know and use while it looks. */
export interface SourceContext {
  /** Absolute path; the server's files, its port and its log live below it. */
  readonly dataDirectory: string;
  readonly env: Environment;
  readonly log: Log;
}

/** A way to run one `mongod`, whatever it runs on. */
export interface MongodCommand {
  /** For people: version and place, e.g. `mongod 7.0.15 (/usr/bin/mongod)`. */
  readonly description: string;
  readonly file: string;
  /** Goes before the options of `mongod` itself. */
  readonly leadingArguments: readonly string[];
  readonly environment: Environment;
  /** The Windows build knows no unix sockets and wants `Z:\…` for a unix path. */
  readonly windowsBuild: boolean;
  /** Ends what the runtime around the server leaves behind, after the server itself is gone. */
  readonly cleanUp?: () => Promise<void>;
}

/** A server that already runs, or a command that starts one. */
export type FoundMongo =
  | { readonly kind: 'address'; readonly uri: string; readonly description: string }
  | { readonly kind: 'command'; readonly command: MongodCommand };

/** One place a MongoDB can come from. */
export interface MongoSource {
  readonly name: Exclude<MongoOrigin, 'shared'>;
  /** Names the source in messages. */
  readonly label: string;
  /** @throws {SourceUnavailableError} with the reason why it cannot serve. */
  find(context: SourceContext): Promise<FoundMongo>;
}

/** Something went wrong with a running server. */
export interface MongoCrash {
  /** What happened, with the end of the server's log. */
  readonly message: string;
  /** False when it crashed too often and stays down: the process should end with an error. */
  readonly restarting: boolean;
}

/** The answer of the database door. */
export interface MongoServer {
  /** With a default database name, and with `replicaSet` where this module started the server. */
  readonly uri: string;
  readonly source: MongoOrigin;
  readonly description: string;
  /** Hears of every unexpected end of the server, before it is restarted. Returns the function that stops listening. */
  onCrash(listener: (crash: MongoCrash) => void): () => void;
  /** Ends everything this call started; a server somebody else owns is left alone. May be called twice. */
  stop(): Promise<void>;
}

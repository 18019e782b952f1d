import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { throwIfCancelled } from "../../kafka/connection/deadline";
import { downloadFile } from "./downloadFile";
import { LocalKafkaError } from "./localKafkaError";
import type { ReportStep } from "./localKafkaSettings";
import pinnedJars from "./pinnedJars.json";

/** A file of a Maven repository. */
export interface PinnedJar {
  /** Below the repository's address. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Where the Java classes of Kafka come from. */
export interface JarSource {
  /** Versions that can be had, the newest first. */
  readonly versions: readonly string[];
  /** A class path for Java; undefined when it would have to be fetched first. */
  present(version: string): Promise<string | undefined>;
  /** Fetches what is missing of one of the versions. @throws LocalKafkaError, KafkaError `cancelled` */
  ensure(version: string, request: JarRequest): Promise<string>;
}

export interface JarRequest {
  /** Base address of the Maven repository. */
  readonly repository: string;
  readonly report: ReportStep;
  readonly signal: AbortSignal;
}

const downloadsAtOnce = 4;
const megabyte = 1_000_000;
/** What was being fetched so long ago is nobody's any more. */
const abandonedMs = 60 * 60 * 1000;

/** Kafka's jars of Maven Central, of versions whose files and checksums are pinned here. */
export class KafkaJars implements JarSource {
  constructor(
    private readonly directory: string,
    private readonly pinned: Readonly<Record<string, readonly PinnedJar[]>> = pinnedJars,
    private readonly fetch = (...args: Parameters<typeof globalThis.fetch>) =>
      globalThis.fetch(...args),
  ) {}

  get versions(): readonly string[] {
    return Object.keys(this.pinned);
  }

  async present(version: string): Promise<string | undefined> {
    const jars = this.pinned[version];
    if (jars === undefined || (await this.missing(version, jars)).length > 0) return undefined;
    return path.join(this.directory, version, "*");
  }

  async ensure(version: string, { repository, report, signal }: JarRequest): Promise<string> {
    const jars = this.pinned[version] ?? [];
    const base = repositoryUrl(repository);
    const folder = path.join(this.directory, version);
    await mkdir(folder, { recursive: true });
    await removeAbandoned(folder);
    const missing = await this.missing(version, jars);
    const totalMb = megabytes(missing.reduce((sum, { bytes }) => sum + bytes, 0));
    let fetched = 0;
    const tell = (): void => {
      const done = `${megabytes(fetched)} of ${totalMb} MB`;
      report(`Fetching Apache Kafka ${version} from ${base.host}: ${done}`);
    };
    const onBytes = (bytes: number): void => {
      const before = megabytes(fetched);
      fetched += bytes;
      if (megabytes(fetched) !== before) tell();
    };
    if (missing.length > 0) tell();
    await inParallel(missing, signal, (jar, ending) => {
      const url = new URL(jar.path, base);
      const file = path.join(folder, path.posix.basename(jar.path));
      return downloadFile({ ...jar, url, file }, { fetch: this.fetch, signal: ending, onBytes });
    });
    return path.join(folder, "*");
  }

  private async missing(
    version: string,
    jars: readonly PinnedJar[],
  ): Promise<readonly PinnedJar[]> {
    const checked = await Promise.all(
      jars.map(async (jar) => {
        const file = path.join(this.directory, version, path.posix.basename(jar.path));
        const size = await stat(file).then(
          (found) => found.size,
          () => undefined,
        );
        return { jar, isThere: size === jar.bytes };
      }),
    );
    return checked.filter(({ isThere }) => !isThere).map(({ jar }) => jar);
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / megabyte);
}

function repositoryUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(`${text.replace(/\/+$/, "")}/`) : undefined;
  if (url !== undefined && url.username + url.password !== "") {
    throw new LocalKafkaError(
      "notFetched",
      "The setting kafkaOffsets.localKafka.mavenRepository must not hold a user name or a password.",
    );
  }
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new LocalKafkaError(
    "notFetched",
    "The setting kafkaOffsets.localKafka.mavenRepository must be an address that begins with https://.",
  );
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".part")) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedMs) await rm(file, { force: true });
  }
}

/** The first failure ends what is under way, and is thrown once nothing is. */
async function inParallel<T>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T, ending: AbortSignal) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failed = new AbortController();
  const ending = AbortSignal.any([signal, failed.signal]);
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        throwIfCancelled(ending);
        await work(item, ending);
      }
    } catch (error) {
      failures.push(error);
      failed.abort();
    }
  };
  await Promise.all(Array.from({ length: downloadsAtOnce }, worker));
  if (failures.length > 0) throw failures[0];
}

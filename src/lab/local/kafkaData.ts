import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";

const identitySchema = v.object({
  clusterId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/)),
  usesDocker: v.boolean(),
});

type Identity = v.InferOutput<typeof identitySchema>;

/** What the local Kafka keeps over its runs: which cluster it is, and its data. Java's and Docker's are apart. */
export class KafkaData {
  /** Properties, data and log of a broker that Java runs. */
  readonly javaDirectory: string;
  private readonly file: string;

  constructor(private readonly directory: string) {
    this.javaDirectory = path.join(directory, "java");
    this.file = path.join(directory, "cluster.json");
  }

  /** Kafka's cluster id, made at the first use. */
  async clusterId({ usesDocker }: { readonly usesDocker: boolean }): Promise<string> {
    const known = await this.identity();
    const identity: Identity = {
      clusterId: known?.clusterId ?? newClusterId(),
      usesDocker: usesDocker || known?.usesDocker === true,
    };
    await mkdir(this.directory, { recursive: true });
    await writeFile(this.file, JSON.stringify(identity));
    return identity.clusterId;
  }

  /** Of Docker, when a container was ever started. */
  async volume(): Promise<string | undefined> {
    const identity = await this.identity();
    return identity?.usesDocker === true ? volumeOf(identity.clusterId) : undefined;
  }

  /** The next start makes another cluster. Docker's volume is not touched. */
  async delete(): Promise<void> {
    await rm(this.javaDirectory, { recursive: true, force: true, maxRetries: 5 });
    await rm(this.file, { force: true });
  }

  private async identity(): Promise<Identity | undefined> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.file, "utf8"));
      const result = v.safeParse(identitySchema, parsed);
      return result.success ? result.output : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A volume belongs to one cluster. */
export function volumeOf(clusterId: string): string {
  return `kafka-offsets-local-${clusterId}`;
}

/** 16 random bytes, in Kafka's writing; not one that a command line would take for an option. */
function newClusterId(): string {
  const id = randomBytes(16).toString("base64url");
  return id.startsWith("-") ? newClusterId() : id;
}

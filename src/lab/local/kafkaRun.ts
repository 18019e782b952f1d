import { readFile, rm, writeFile } from "node:fs/promises";
import * as v from "valibot";

/** Of the data that a broker has. */
const common = { port: v.number(), version: v.string(), clusterId: v.string() };

const runSchema = v.variant("kind", [
  v.object({
    kind: v.literal("java"),
    ...common,
    pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
    /** Stands on the command line of the process, and of no other: process ids are used again. */
    mark: v.pipe(v.string(), v.uuid()),
  }),
  v.object({
    kind: v.literal("docker"),
    ...common,
    containerId: v.pipe(v.string(), v.regex(/^[0-9a-f]{12,64}$/)),
  }),
]);

/** A local Kafka that was started, from here or from another window. */
export type KafkaRun = v.InferOutput<typeof runSchema>;
export type JavaRun = Extract<KafkaRun, { kind: "java" }>;
export type DockerRun = Extract<KafkaRun, { kind: "docker" }>;

/** `host:port` for clients. */
export function addressOf({ port }: KafkaRun): string {
  return `127.0.0.1:${port}`;
}

/** The file that tells all windows what was started. */
export class RunRecord {
  constructor(private readonly file: string) {}

  /** What is recorded may have ended since. Undefined also when the record cannot be used. */
  async read(): Promise<KafkaRun | undefined> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.file, "utf8"));
      const result = v.safeParse(runSchema, parsed);
      return result.success ? result.output : undefined;
    } catch {
      return undefined;
    }
  }

  /** False when something is recorded already: another window was faster. */
  async claim(run: KafkaRun): Promise<boolean> {
    try {
      await writeFile(this.file, JSON.stringify(run), { flag: "wx" });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  }

  async forget(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

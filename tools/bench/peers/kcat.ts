import type { JobRun } from "../jobs";
import { sumRows } from "../rows";
import { runWholeProcess } from "./wholeProcess";

/** kcat as a process. Every run ends by itself at the count of messages that it is to find. */
export class Kcat {
  constructor(private readonly bootstrapServers: string) {}

  /** Start-up, up to the first message of a topic. */
  async startUp(topic: string): Promise<number> {
    return (await this.read(topic, 1)).ms;
  }

  /** Every message printed, as kcat does, and counted. */
  async read(topic: string, messages: number): Promise<JobRun> {
    const { ms, stdout } = await this.pipe(topic, messages, "'%s\\n'", "wc -lc");
    const [lines = 0, bytes = 0] = stdout.trim().split(/\s+/).map(Number);
    return { ms, rows: sumRows(lines, bytes - lines) };
  }

  /** Piped into grep; rows are the offsets of what it found. */
  async search(topic: string, messages: number, needle: string): Promise<JobRun> {
    // grep ends with 1 when it found nothing
    const grep = `{ LC_ALL=C grep -F ${needle} || [ $? -eq 1 ]; }`;
    const { ms, stdout } = await this.pipe(topic, messages, "'%o %s\\n'", grep);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return { ms, rows: lines.map((line) => line.split(" ")[0] ?? "").toSorted() };
  }

  /** The messages of all partitions from `timestampMs` on and before `untilMs`. */
  async between(topic: string, timestampMs: number, untilMs: number): Promise<JobRun> {
    return this.positions(topic, ["-o", `s@${timestampMs}`, "-o", `e@${untilMs}`]);
  }

  async last(topic: string, messagesPerPartition: number, total: number): Promise<JobRun> {
    return this.positions(topic, ["-o", `-${messagesPerPartition}`, "-c", String(total)]);
  }

  private async positions(topic: string, args: readonly string[]): Promise<JobRun> {
    const { ms, stdout } = await this.run([...this.consuming(topic), ...args, "-f", "%t %p %o\n"]);
    return { ms, rows: stdout.trimEnd().split("\n").toSorted() };
  }

  private pipe(
    topic: string,
    messages: number,
    format: string,
    into: string,
  ): ReturnType<typeof runWholeProcess> {
    const from = ["-p", "0", "-o", "beginning", "-c", String(messages), "-f", format];
    const kcat = ["kcat", ...this.consuming(topic), ...from].join(" ");
    // kcat's own failure must not pass for a short output
    return runWholeProcess("bash", ["-c", `set -o pipefail; ${kcat} | ${into}`]);
  }

  private run(args: readonly string[]): ReturnType<typeof runWholeProcess> {
    return runWholeProcess("kcat", args);
  }

  private consuming(topic: string): string[] {
    return ["-C", "-q", "-b", this.bootstrapServers, "-t", topic];
  }
}

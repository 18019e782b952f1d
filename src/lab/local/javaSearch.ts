import path from "node:path";
import { runProgram } from "./runProgram";

/** Kafka's brokers run on no older one. */
export const oldestJava = 17;

const timeoutMs = 10_000;

export interface JavaSearch {
  /** The program; undefined when none was found that is new enough. */
  readonly java: string | undefined;
  /** Major versions that were found and are too old. */
  readonly tooOld: readonly number[];
}

/**
 * Looks for a Java that runs Kafka: in `javaHome` alone, or in `JAVA_HOME` and on the PATH when it is empty.
 * @throws KafkaError `cancelled`
 */
export async function searchJava(
  javaHome: string,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<JavaSearch> {
  const tooOld: number[] = [];
  for (const java of candidates(javaHome, environment["JAVA_HOME"])) {
    const printed = await runProgram(java, ["-version"], { timeoutMs, signal });
    const major = printed && majorVersion(printed.stderr);
    if (major === undefined) continue;
    if (major >= oldestJava) return { java, tooOld };
    tooOld.push(major);
  }
  return { java: undefined, tooOld };
}

function candidates(chosen: string, home = ""): readonly string[] {
  const inside = (folder: string): string => path.join(folder, "bin", "java");
  if (chosen !== "") return [inside(chosen)];
  return home === "" ? ["java"] : [inside(home), "java"];
}

/** Of what `java -version` prints: `"17.0.15"`, `"21-ea"`, and `"1.8.0_412"` for 8. */
export function majorVersion(printed: string): number | undefined {
  const major = /version "(?:1\.)?(\d+)/.exec(printed)?.[1];
  return major === undefined ? undefined : Number(major);
}

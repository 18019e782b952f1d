import type { KafkaJava } from "./javaHost";
import { searchJava } from "./javaSearch";
import type { JarSource } from "./kafkaJars";
import type { LocalKafkaSettings } from "./localKafkaSettings";

/**
 * The Java and the class path to run Kafka's own command-line classes with, such as its console consumer. Undefined
 * when there is no Java, or the classes were not fetched yet (`JarSource.ensure` does).
 * @throws KafkaError `cancelled`
 */
export async function findLocalKafkaJava(
  jars: Pick<JarSource, "versions" | "present">,
  { javaHome, version }: Pick<LocalKafkaSettings, "javaHome" | "version">,
  signal?: AbortSignal,
): Promise<KafkaJava | undefined> {
  const wanted = [version, ...jars.versions.filter((other) => other !== version)];
  for (const one of wanted) {
    const classPath = await jars.present(one);
    if (classPath === undefined) continue;
    const { java } = await searchJava(javaHome, process.env, signal);
    return java === undefined ? undefined : { java, classPath };
  }
  return undefined;
}

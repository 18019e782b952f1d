import { readFileSync } from "node:fs";
import path from "node:path";

import { cacheDirectory, repositoryRoot } from "../paths";
import { ensureMavenJars } from "./mavenJars";

const pomFile = path.join(repositoryRoot, "tools/kafka/pom.xml");

export const kafkaVersion = versionIn(readFileSync(pomFile, "utf8"));

/** Everything made from the jars of one Kafka version. */
export const kafkaCacheDirectory = path.join(cacheDirectory, "kafka", kafkaVersion);

function versionIn(text: string): string {
  const version = /<kafka\.version>([^<]+)</.exec(text)?.[1];
  if (version === undefined) throw new Error(`No kafka.version in ${pomFile}`);
  return version;
}

/** The broker's jars, in the order that an archive of loaded classes is made for. */
export function ensureJars(): Promise<readonly string[]> {
  const title = `Apache Kafka ${kafkaVersion}`;
  return ensureMavenJars({ title, pomFile, directory: kafkaCacheDirectory });
}

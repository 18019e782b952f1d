import { KafkaError } from "../kafka/errors";
import type { LabCluster } from "../lab/labCluster";
import { findLocalKafkaJava } from "../lab/local/findLocalKafkaJava";
import type { JarSource } from "../lab/local/kafkaJars";
import type { LocalKafkaSettings } from "../lab/local/localKafkaSettings";
import type { LabConnection, LabJava } from "../lab/worker/orders";

export interface LabJavaDeps {
  readonly jars: Pick<JarSource, "versions" | "present">;
  readonly localKafkaSettings: () => LocalKafkaSettings;
}

/** What Kafka's own console consumer is run with; otherwise a sentence that says why it is not. */
export async function labJava(
  { jars, localKafkaSettings }: LabJavaDeps,
  cluster: Pick<LabCluster, "connection">,
): Promise<LabJava | string> {
  if (process.platform === "win32") {
    return "Java's console consumer cannot be told to leave its group on Windows.";
  }
  const connection = await readConnection(cluster);
  if (typeof connection === "string") return connection;
  const { credentials, addressMap } = connection;
  if (credentials?.tls !== undefined || credentials?.sasl !== undefined) {
    return "Java's console consumer would need this cluster's credentials in a file.";
  }
  if (addressMap !== undefined) return "Java's console consumer knows no address map.";
  const java = await findLocalKafkaJava(jars, localKafkaSettings());
  return (
    java ??
    "It needs Java 17 and Kafka's own classes, which are here once Start Local Kafka has run with Java."
  );
}

async function readConnection(
  cluster: Pick<LabCluster, "connection">,
): Promise<LabConnection | string> {
  try {
    return await cluster.connection();
  } catch (error) {
    if (error instanceof KafkaError) return error.message;
    throw error;
  }
}

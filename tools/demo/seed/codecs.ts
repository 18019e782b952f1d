import { runJavaTool } from "../../kafka/javaTool";
import type { TopicSeed } from "./topicSeed";

const codecs = ["none", "gzip", "snappy", "lz4", "zstd"] as const;
const messagesEach = 500;

/** One topic per codec, written by Kafka's own producer. */
export const codecTopics: readonly TopicSeed[] = codecs.map((codec) => {
  const name = `events-${codec}`;
  return {
    name,
    partitions: 1,
    messages: messagesEach,
    fill: async ({ bootstrapServers, signal }) => {
      const to = ["--bootstrap-server", bootstrapServers, "--topic", name];
      const keyed = ["--reader-property", "parse.key=true", "--reader-property", "key.separator=|"];
      await runJavaTool(
        "org.apache.kafka.tools.ConsoleProducer",
        [...to, "--compression-codec", codec, ...keyed],
        { input: lines(codec), signal },
      );
    },
  };
});

function lines(codec: string): string {
  return Array.from(
    { length: messagesEach },
    (_, n) => `sensor-${n % 7}|{"codec":"${codec}","n":${n},"celsius":${(n % 40) - 5}}\n`,
  ).join("");
}

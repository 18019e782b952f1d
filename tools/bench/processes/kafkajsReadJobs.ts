import { randomUUID } from "node:crypto";

import type { EachBatchPayload, Kafka } from "kafkajs";

import type { JobHandlers, ReadParams } from "../jobs";
import { ReadSum } from "../rows";
import { HeapWatch } from "./heapWatch";
import { Stopwatch } from "./stopwatch";

/** kafkajs's consumer by batches, its fastest way; a group is the only way it reads. */
export function kafkajsReadJobs(kafka: Kafka): JobHandlers {
  return {
    read: async (params) => {
      const sum = new ReadSum();
      const watch = new Stopwatch();
      await consume(kafka, params, ({ messages }) => {
        watch.lap(messages.length);
        for (const { value } of messages) sum.add(value?.length ?? 0);
        return sum.count >= params.messages;
      });
      return { ms: watch.msFor(params.messages), rows: sum.rows() };
    },

    memory: async (params) => {
      const heap = new HeapWatch();
      const watch = new Stopwatch();
      const hits: string[] = [];
      let read = 0;
      await consume(kafka, params, ({ messages }) => {
        watch.lap(messages.length);
        for (const { offset, value } of messages) {
          if (value?.includes(params.needle)) hits.push(offset);
        }
        heap.sample();
        read += messages.length;
        return read >= params.messages;
      });
      const figures = { megabytes: heap.growthMegabytes() };
      return { ms: watch.msFor(params.messages), rows: hits, figures };
    },
  };
}

/** @param take true when it has had enough */
async function consume(
  kafka: Kafka,
  { topic }: ReadParams,
  take: (batch: EachBatchPayload["batch"]) => boolean,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: `bench-${randomUUID()}`,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      reject(payload.error);
    });
    consumer
      .run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          if (take(batch)) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
}

import { kafkaOf } from "./kafkaOf";
import type { DeleteRecordsOrder } from "./orders";

/** Writes: moves the start of a partition's log, as retention does. */
export async function deleteRecords(order: DeleteRecordsOrder): Promise<void> {
  const { connection, clientId, topic, partition, before } = order;
  const admin = kafkaOf(connection, clientId).admin();
  await admin.connect();
  try {
    // without it kafkajs does not know the partition's leader
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: before }] });
  } finally {
    await admin.disconnect();
  }
}

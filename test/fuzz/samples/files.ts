export const offsetsFiles: readonly string[] = [
  "topic,partition,offset\norders,0,18000\norders,1,9223372036854775807\n",
  'billing,orders,0,5\n"billing ""x""",orders,1,6\r\n',
  "orders 0 18000\norders 1 5\n",
];

export const messageDraft = `{
  "topic": "orders",
  "partition": null,
  "key": "k\\u0041",
  "keyEncoding": "text",
  "value": {"id": 9007199254740993, "list": [1, 2.50, true]},
  "headers": [{"key": "trace", "value": "AAEC", "encoding": "base64"}],
  "timestamp": "2026-11-20T14:00:00.000Z"
}
`;

const common = {
  id: "20261120T140000000Z-00112233",
  at: "2026-11-20T14:00:00.000Z",
  groupId: "billing",
  target: "earliest",
  outcome: {
    at: "2026-11-20T14:00:01.000Z",
    ok: true,
    message: "Done.",
    partitions: [{ topic: "orders", partition: 0, result: "written" }],
  },
};

const cluster = { id: "demo", name: "demo", bootstrapServers: ["localhost:9092"] };
const partition = { topic: "orders", partition: 0, before: "5", after: "0" };

/** As the journal keeps them, of both versions. */
export const changeRecords: readonly unknown[] = [
  {
    version: 2,
    action: "resetOffsets",
    cluster: { ...cluster, clusterId: "abc" },
    undoes: null,
    partitions: [{ ...partition, metadata: "", leaderEpoch: -1 }],
    ...common,
  },
  { version: 1, action: "resetOffsets", cluster, partitions: [partition], ...common },
];

import assert from "node:assert/strict";
import type { ChangeRecord } from "../../../src/changes/changeRecord";
import { toChangesCsv } from "../../../src/changes/changesCsv";

const record: ChangeRecord = {
  version: 2,
  id: "20261120T140001000Z-0000000a",
  at: "2026-11-20T14:00:01.000Z",
  action: "resetOffsets",
  cluster: { id: "c1", name: "demo", bootstrapServers: ["h:1", "h:2"], clusterId: null },
  groupId: "billing",
  target: "earliest",
  undoes: null,
  partitions: [
    {
      topic: "orders",
      partition: 0,
      before: "9007199254740993",
      after: "0",
      metadata: "",
      leaderEpoch: -1,
    },
    { topic: "orders", partition: 1, before: null, after: "0", metadata: "", leaderEpoch: -1 },
  ],
  outcome: {
    at: "2026-11-20T14:00:02.000Z",
    ok: false,
    message: "1 of 2 written.",
    partitions: [{ topic: "orders", partition: 1, result: "written" }],
  },
};

const lines = (...records: readonly ChangeRecord[]): readonly string[] =>
  toChangesCsv(records).split("\r\n").slice(1, -1);

describe("the changes as CSV", () => {
  it("have a line for each partition, with its exact offsets and what became of it", () => {
    const start = `${record.id},${record.at},resetOffsets,demo,,h:1 h:2,billing,earliest,`;
    assert.deepEqual(lines(record), [
      `${start},orders,0,9007199254740993,0,,false,1 of 2 written.`,
      `${start},orders,1,,0,written,false,1 of 2 written.`,
    ]);
  });

  it("leave out no change, not even the deletion of a group without commits", () => {
    const deletion: ChangeRecord = {
      ...record,
      action: "deleteGroup",
      target: "no group",
      partitions: [],
      outcome: null,
    };
    assert.deepEqual(lines(deletion), [
      `${record.id},${record.at},deleteGroup,demo,,h:1 h:2,billing,no group,,,,,,,,`,
    ]);
  });

  it("are no formulas to a spreadsheet, whatever a group is called", () => {
    const [line = ""] = lines({ ...record, groupId: '=HYPERLINK("x")\n' });
    assert.ok(line.includes(`,"'=HYPERLINK(""x"")\n",`), line);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { TopicDescription } from "../../../../src/kafka/model";
import { toOffsetsCsv, toTopicOffsetsCsv } from "../../../../src/kafka/reset/csv";
import { parseOffsetsFile, type OffsetsLine } from "../../../../src/kafka/reset/offsetsFile";
import {
  groupsInFile,
  requestsOfFile,
  unknownPartitions,
} from "../../../../src/kafka/reset/offsetsOfFile";

const lines = (text: string): readonly OffsetsLine[] => {
  const parsed = parseOffsetsFile(text);
  assert.ok(parsed.ok);
  return parsed.lines;
};

const problems = (text: string): readonly string[] => {
  const parsed = parseOffsetsFile(text);
  assert.ok(!parsed.ok);
  return parsed.problems.map(({ line, reason }) => `${line}: ${reason}`);
};

const told = (text: string): readonly string[] =>
  lines(text).map(
    ({ groupId, topic, partition, offset }) => `${groupId} ${topic} ${partition} ${offset}`,
  );

describe("a file of offsets", () => {
  it("has three columns, or four with the group first", () => {
    assert.deepEqual(told("orders,0,5\norders,1,6"), [
      "undefined orders 0 5",
      "undefined orders 1 6",
    ]);
    assert.deepEqual(told("billing,orders,0,5\n"), ["billing orders 0 5"]);
  });

  it("may have the exact header, a byte order mark, CRLF and quotes", () => {
    assert.deepEqual(told('\uFEFFtopic,partition,offset\r\n"orders",0,5\r\n'), [
      "undefined orders 0 5",
    ]);
    assert.deepEqual(told('group,topic,partition,offset\n"a, ""b""",orders,0,5\n'), [
      'a, "b" orders 0 5',
    ]);
  });

  it("may be divided by spaces or tabs, as rpk reads it, with empty lines", () => {
    assert.deepEqual(told("orders 0 5\n\norders\t1\t6\n"), [
      "undefined orders 0 5",
      "undefined orders 1 6",
    ]);
    assert.deepEqual(problems("orders 0\n").length, 1);
  });

  it("is not taken for rpk's when a quoted group goes on in the next line", () => {
    assert.deepEqual(told('"a b\nc",orders,0,5\n'), ["a b\nc orders 0 5"]);
  });

  it("keeps offsets above 2^53 exact", () => {
    assert.equal(lines("orders,0,9007199254740993")[0]?.offset, 9_007_199_254_740_993n);
  });

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ["an empty file", "", /^1: The file holds no offsets/],
    ["a header alone", "topic,partition,offset\n", /^1: .* a header and no offsets/],
    ["another header", "topic,partition,value\norders,0,5\n", /^1: "partition" is not a partition/],
    ["a short row", "orders,0,5\norders,0\n", /^2: This line has 2 columns/],
    ["a row too many columns", "orders,0,5\nbilling,orders,1,5\n", /^2: This line has 4 columns/],
    ["a blank line between", "orders,0,5\n\norders,1,5\n", /^2: This line is empty/],
    ["spaces around a name", "orders,0,5\n payments ,1,5\n", /^2: " payments " cannot be/],
    ["spaces around a number", "orders,0, 5\n", /^1: " 5" is not an offset/],
    ["a negative offset", "orders,0,-5\n", /^1: "-5" is not an offset/],
    ["an offset that is no int64", "orders,0,9223372036854775808\n", /is not an offset/],
    ["a number in another form", "orders,0,1e3\n", /"1e3" is not an offset/],
    ["a partition that is none", "orders,x,5\n", /"x" is not a partition/],
    ["a partition twice", "orders,0,5\norders,1,5\norders,0,6\n", /^3: orders-0 .* line 1 already/],
    ["a topic that names a folder", "..,0,5\n", /^1: "\.\." cannot be a topic's name/],
    ["a missing group", ",orders,0,5\n", /^1: The group is missing/],
    ["quotes that do not match", 'orders,0,5\n"orders,1,5\n', /^\d: The quotes/],
  ];
  for (const [what, text, reason] of refusals) {
    it(`is refused with the line for ${what}`, () => {
      assert.match(problems(text)[0] ?? "", reason);
    });
  }

  it("tells every line that is wrong", () => {
    assert.equal(problems("orders,0\norders,1,5\norders,x,1,5\n").length, 2);
  });

  it("is read or refused by its lines, whatever it holds", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom("orders", "0", "5", ",", " ", "\t", '"', "\r\n", "\n", "\r", "-")),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseOffsetsFile(typeof text === "string" ? text : text.join(""));
        if (parsed.ok)
          assert.ok(parsed.lines.every(({ offset, line }) => offset >= 0n && line > 0));
        else assert.ok(parsed.problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it("may have the same partition for several groups", () => {
    assert.deepEqual(groupsInFile(lines("a,orders,0,1\nb,orders,0,2\na,orders,1,1\n")), ["a", "b"]);
  });

  it("reads back what is exported, whatever the group is called", () => {
    const row = fc.record({
      groupId: fc.string({ minLength: 1, unit: "grapheme" }),
      topic: fc.stringMatching(/^[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,19}$/),
      partition: fc.nat({ max: 2 ** 31 - 1 }),
      offset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    });
    const rows = fc.uniqueArray(row, {
      minLength: 1,
      selector: ({ groupId, topic, partition }) => JSON.stringify([groupId, topic, partition]),
    });
    const bare = (line: OffsetsLine): Partial<OffsetsLine> => ({ ...line, line: 0 });
    fc.assert(
      fc.property(rows, (written) => {
        const read = lines(toOffsetsCsv(written)).map(bare);
        assert.deepEqual(
          read,
          written.map((one) => ({ ...one, line: 0 })),
        );
      }),
    );
    assert.deepEqual(told(toTopicOffsetsCsv([{ topic: "orders", partition: 0, offset: 5n }])), [
      "undefined orders 0 5",
    ]);
  });
});

describe("what a file asks for", () => {
  const reasons = (text: string, groups: readonly string[]): readonly string[] => {
    const planned = requestsOfFile(lines(text), groups, "a.csv");
    return planned.ok ? [] : planned.problems.map(({ line, reason }) => `${line}: ${reason}`);
  };

  it("is a request for each group, of the partitions named for it", () => {
    const planned = requestsOfFile(lines("a,orders,0,1\nb,orders,1,2\n"), ["a", "b"], "a.csv");
    assert.ok(planned.ok);
    assert.deepEqual(planned.requests[1], {
      groupId: "b",
      scope: { kind: "ofTarget" },
      target: {
        to: "offsets",
        offsets: [{ topic: "orders", partition: 1, offset: 2n }],
        source: "a.csv",
      },
    });
  });

  it("is for one group only without a group column", () => {
    assert.deepEqual(reasons("orders,0,1\n", ["a"]), []);
    assert.match(reasons("orders,0,1\n", ["a", "b"])[0] ?? "", /^1: The file has no group column/);
  });

  it("is not for groups that are not to be reset, and leaves none of these out", () => {
    assert.deepEqual(reasons("a,orders,0,1\nc,orders,0,1\n", ["a"]), [
      "2: Group c is not among those to reset.",
    ]);
    assert.deepEqual(reasons("a,orders,0,1\n", ["a", "b"]), ["1: The file has no line for b."]);
  });

  it("is known to be for partitions that exist before it is planned", () => {
    const described: TopicDescription = {
      topic: "orders",
      topicId: undefined,
      isInternal: false,
      failure: undefined,
      partitions: [
        {
          partition: 0,
          leader: 1,
          leaderEpoch: 0,
          replicas: [],
          inSyncReplicas: [],
          offlineReplicas: [],
        },
      ],
    };
    const failure = { code: 3, message: "No such topic." };
    const missing = { ...described, topic: "nope", partitions: [], failure };
    const file = lines("orders,0,1\norders,7,1\nnope,0,1\n");
    assert.deepEqual(unknownPartitions(file, [described, missing]), [
      { line: 2, reason: "orders-7 does not exist." },
      { line: 3, reason: "Topic nope cannot be read: No such topic." },
    ]);
  });
});

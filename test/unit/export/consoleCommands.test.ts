import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { consoleConsumerCommand, kcatCommand } from "../../../src/export/consoleCommands";
import { shellQuote } from "../../../src/export/shellQuote";

const request = {
  bootstrapServers: ["a:9092", "b:9092"],
  topic: "orders",
  partition: 3,
  offset: 9_007_199_254_740_993n,
  maxMessages: 1,
  isolation: "readCommitted",
} as const;

/** The arguments a shell makes of a line. */
function words(line: string): string[] {
  const printed = execFileSync("bash", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

describe("console commands", () => {
  it("read the message with kcat", () => {
    assert.equal(
      kcatCommand(request),
      "kcat -C -b a:9092,b:9092 -t orders -p 3 -o 9007199254740993 -c 1 -X 'isolation.level=read_committed' -J",
    );
  });

  it("read the message with Kafka's own tool", () => {
    assert.equal(
      consoleConsumerCommand(request).replaceAll("'", ""),
      "kafka-console-consumer.sh --bootstrap-server=a:9092,b:9092 --topic=orders --partition=3 --offset=9007199254740993 --max-messages=1 --isolation-level=read_committed --property=print.timestamp=true --property=print.offset=true --property=print.headers=true --property=print.key=true",
    );
  });

  it("keep a hostile topic name one argument", () => {
    const topic = "x'; rm -rf ~ $(id) `id` \\ \u001b[2J\n!";
    assert.deepEqual(words(kcatCommand({ ...request, topic })).slice(4, 6), ["-t", topic]);
    assert.ok(
      words(consoleConsumerCommand({ ...request, topic: "--help" })).includes("--topic=--help"),
    );
    assert.doesNotMatch(kcatCommand({ ...request, topic }), /\p{Cc}/u);
  });
});

describe("shellQuote", () => {
  it("gives a shell exactly the argument", () => {
    // no NUL: no argument of a program can hold one; many at once, because each run starts a shell
    const argument = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", ""));
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 200, size: "max" }), (all) => {
        assert.deepEqual(words(all.map(shellQuote).join(" ")), all);
      }),
      { numRuns: 5 },
    );
  });
});

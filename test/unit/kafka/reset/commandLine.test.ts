import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { PartitionMap } from "../../../../src/kafka/partitionMap";
import { toToolCommand, type ToolCommand } from "../../../../src/kafka/reset/commandLine";
import { planReset } from "../../../../src/kafka/reset/plan";
import type { ResetRequest, ResetTarget } from "../../../../src/kafka/reset/target";
import { earliest, facts, partition, request, toTime } from "./planFixtures";

describe("a plan as a command of Kafka's own tool", () => {
  const command = (
    target: ResetTarget,
    overrides: Partial<ResetRequest> = {},
    isExecuted = false,
  ): ToolCommand | undefined =>
    toToolCommand(planReset(request(target, overrides), facts({ timestampMs: 1_000n })), {
      bootstrapServers: ["a:9092", "b:9092"],
      isExecuted,
    });
  const words = (target: ResetTarget, overrides: Partial<ResetRequest> = {}): string =>
    command(target, overrides)?.command.replace(/^.*--reset-offsets /, "") ?? "";

  it("is a dry run unless it is to be executed", () => {
    const start =
      "kafka-consumer-groups.sh --bootstrap-server a:9092,b:9092 --group billing --reset-offsets";
    assert.equal(command(earliest)?.command, `${start} --all-topics --to-earliest --dry-run`);
    assert.match(command(earliest, {}, true)?.command ?? "", / --execute$/);
  });

  it("names the scenario", () => {
    assert.match(words({ to: "current" }), /--to-current/);
    assert.match(words({ to: "offset", offset: 5n }), /--to-offset 5/);
    assert.match(words({ to: "shiftBy", offsets: -5n }), /--shift-by=-5/);
    assert.match(words(toTime), /--to-datetime 1970-01-01T00:00:01\.000Z/);
    assert.match(words({ to: "duration", durationMs: 5n }), /--to-datetime 1970-01-01T00:00:01/);
  });

  it("names the scope", () => {
    const scope = {
      kind: "topicsAndPartitions",
      topics: ["payments"],
      partitions: [0, 2].map((index) => ({ topic: "orders", partition: index })),
    } as const;
    assert.match(words(earliest, { scope }), /^--topic payments --topic orders:0,2 --to-earliest/);
  });

  it("reads a file where the plan is no scenario", () => {
    const row = { topic: "orders", partition: 0, target: { to: "offset", offset: 55n } } as const;
    const edited = command(earliest, { overrides: new PartitionMap([row]), groupId: "../b c" });
    assert.match(edited?.command ?? "", / --from-file _b_c-offsets\.csv --dry-run$/);
    assert.deepEqual(edited?.file, { name: "_b_c-offsets.csv", text: "orders,0,55\n" });
  });

  it("deletes commits of whole topics, and there is none for a part of them", () => {
    const scope = { kind: "topics", topics: ["orders"] } as const;
    assert.match(
      command({ to: "noCommit" }, { scope }, true)?.command ?? "",
      /--group billing --delete-offsets --topic orders$/,
    );
    assert.equal(command({ to: "noCommit" }, {}, true), undefined);
    const kept = { topic: "orders", partition: 0, target: { to: "asIs" } } as const;
    const overrides = new PartitionMap([kept]);
    assert.equal(command({ to: "noCommit" }, { scope, overrides }, true), undefined);
  });

  it("never deletes where it is to show only what it would do", () => {
    const scope = { kind: "topics", topics: ["orders"] } as const;
    assert.equal(command({ to: "noCommit" }, { scope }), undefined);
  });

  it("is nothing for an undo outside the log, where the tool would stop at its edge", () => {
    const undoTo = (offset: bigint): ToolCommand | undefined => {
      const prior = { ...partition(), offset, written: 40n };
      const refusal = undefined;
      const scope = { kind: "ofTarget" } as const;
      const target = {
        to: "restore",
        changeId: "a",
        changedAt: "2026-11-20T14:00:00.000Z",
        clusterId: "k",
        refusal,
      } as const;
      return command({ ...target, commits: [prior] }, { scope });
    };
    assert.equal(undoTo(10n)?.file?.text, "orders,0,10\n");
    assert.equal(undoTo(9n), undefined);
    assert.equal(undoTo(100n)?.file?.text, "orders,0,100\n");
    assert.equal(undoTo(101n), undefined);
  });

  it("names a file that every file system takes", () => {
    const offsets = [{ ...partition(), offset: 55n }];
    const target = { to: "offsets", offsets, source: "a.csv" } as const;
    const name = command(target, { groupId: "g".repeat(300) })?.file?.name ?? "";
    assert.match(name, /^g+-offsets\.csv$/);
    assert.ok(name.length < 255);
  });

  it("is nothing for an id that a terminal would obey when it is pasted", () => {
    for (const groupId of ["a\u0003rm -rf ~", "a\nb", "a\u001b[201~b", "a\u009bb", "a\tb"]) {
      assert.equal(command(earliest, { groupId }), undefined, JSON.stringify(groupId));
    }
  });

  it("leaves nothing to zsh, which takes = at the start for a command's path", () => {
    assert.match(command(earliest, { groupId: "=ls" })?.command ?? "", / --group '=ls' /);
  });

  it("is nothing where there is nothing to write and no scenario", () => {
    const offsets = [{ ...partition(), offset: 40n }];
    assert.equal(command({ to: "offsets", offsets, source: "a.csv" }), undefined);
  });

  it("is read by a shell as the words it stands for", () => {
    for (const groupId of ["o'brien's", "$HOME `id` \\", '"x" *', "-dash", "ü;&|", "=a"]) {
      const text = command(earliest, { groupId })?.command ?? "";
      const args = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${text}`], { encoding: "utf8" })
        .split("\0")
        .map((word) => word.replace(/^--group=/, ""));
      assert.ok(args.includes(groupId), text);
    }
  });
});

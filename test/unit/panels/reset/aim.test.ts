import assert from "node:assert/strict";
import { draftOf, parseAim, type AimContext } from "../../../../src/panels/reset/aim";
import type { AimDraft } from "../../../../src/panels/reset/protocol";
import type { ResetRequest } from "../../../../src/kafka/reset/target";

const context: AimContext = {
  groupId: "billing",
  given: undefined,
  nowMs: Date.UTC(2026, 10, 20, 14),
};

const draft = (overrides: Partial<AimDraft> = {}): AimDraft => ({
  target: "earliest",
  targetText: "",
  timeZone: "UTC",
  scope: "allTopics",
  scopeText: "",
  ...overrides,
});

const parsed = (overrides: Partial<AimDraft>, given?: AimContext["given"]): ResetRequest => {
  const result = parseAim(draft(overrides), { ...context, given });
  assert.ok(result.ok, result.ok ? "" : result.problems.join());
  return result.request;
};

const problem = (overrides: Partial<AimDraft>): string => {
  const result = parseAim(draft(overrides), context);
  assert.ok(!result.ok);
  return `${result.at}: ${result.problems.join(" ")}`;
};

describe("what is chosen in the head of a reset panel", () => {
  it("is read as the target of its kind", () => {
    assert.deepEqual(parsed({ target: "current" }).target, { to: "current" });
    assert.deepEqual(parsed({ target: "offset", targetText: "9007199254740993" }).target, {
      to: "offset",
      offset: 9_007_199_254_740_993n,
    });
    assert.deepEqual(parsed({ target: "shiftBy", targetText: "-20" }).target, {
      to: "shiftBy",
      offsets: -20n,
    });
    assert.deepEqual(parsed({ target: "duration", targetText: "PT2H" }).target, {
      to: "duration",
      durationMs: 7_200_000n,
    });
    assert.deepEqual(parsed({ target: "group", targetText: "nightly" }).target, {
      to: "group",
      groupId: "nightly",
    });
  });

  it("takes a time for one of the chosen zone", () => {
    const at = (timeZone: string): ResetRequest["target"] =>
      parsed({ target: "timestamp", targetText: "2026-11-20 14:00", timeZone }).target;
    const utcMs = BigInt(Date.UTC(2026, 10, 20, 14));
    assert.deepEqual(at("UTC"), { to: "timestamp", timestampMs: utcMs });
    assert.deepEqual(at("Europe/Paris"), { to: "timestamp", timestampMs: utcMs - 3_600_000n });
  });

  it("keeps what the panel was given, which nobody can type", () => {
    const given = { to: "offsets", offsets: [], source: "a.csv" } as const;
    const request = parsed({ target: "given", scope: "ofTarget" }, given);
    assert.deepEqual(request.target, given);
    assert.deepEqual(request.scope, { kind: "ofTarget" });
  });

  it("is read as topics and partitions", () => {
    const { scope } = parsed({ scope: "named", scopeText: "orders payments:0,2" });
    assert.deepEqual(scope, {
      kind: "topicsAndPartitions",
      topics: ["orders"],
      partitions: [
        { topic: "payments", partition: 0 },
        { topic: "payments", partition: 2 },
      ],
    });
  });

  it("falls back to all topics where the target names no partitions itself", () => {
    assert.deepEqual(parsed({ scope: "ofTarget" }).scope, { kind: "allTopics" });
  });

  it("is refused in a sentence, at the field it was typed in", () => {
    assert.match(problem({ target: "offset", targetText: "1e3" }), /^target: .*digits only/);
    assert.match(problem({ target: "shiftBy", targetText: "0" }), /^target: .*moves nothing/);
    assert.match(problem({ target: "duration", targetText: "2 h" }), /^target: Enter a duration/);
    assert.match(problem({ target: "timestamp", targetText: "soon" }), /^target: /);
    assert.match(problem({ target: "timestamp", timeZone: "Mars" }), /^target: Mars is no time/);
    assert.match(problem({ target: "group" }), /^target: Enter the id/);
    assert.match(problem({ target: "given" }), /^target: Choose where/);
    assert.match(problem({ scope: "named", scopeText: "a:b" }), /^scope: /);
  });
});

describe("a request in the head of a reset panel", () => {
  const requests: readonly ResetRequest[] = [
    { groupId: "billing", scope: { kind: "allTopics" }, target: { to: "latest" } },
    {
      groupId: "billing",
      scope: { kind: "topics", topics: ["orders", "payments"] },
      target: { to: "timestamp", timestampMs: 1_763_647_200_220n },
    },
    {
      groupId: "billing",
      scope: { kind: "partitions", partitions: [{ topic: "orders", partition: 3 }] },
      target: { to: "shiftBy", offsets: -5n },
    },
    {
      groupId: "billing",
      scope: { kind: "ofTarget" },
      target: { to: "group", groupId: " odd id " },
    },
    {
      groupId: "billing",
      scope: { kind: "allTopics" },
      target: { to: "duration", durationMs: 90_061_500n },
    },
  ];

  for (const request of requests) {
    it(`comes back as it was: ${request.target.to}`, () => {
      const result = parseAim(draftOf(request, "Europe/Paris"), context);
      assert.deepEqual(result, { ok: true, request });
    });
  }
});

import type {
  GroupHead,
  GroupMemberRow,
  GroupPartitionRow,
  GroupView,
  OwnershipSpan,
  Timeline,
} from "../../../../src/panels/group/protocol";

export function samplePartition(overrides: Partial<GroupPartitionRow> = {}): GroupPartitionRow {
  return {
    topic: "orders",
    partition: 0,
    start: "12",
    end: "20071",
    committed: "19204",
    leaderEpoch: 3,
    lag: "867",
    lagTrend: [900, 867],
    consumedPerSecond: 12.4,
    timeLagMs: 112_000,
    etaMs: 78_000,
    owner: "billing-1",
    status: "OK",
    notes: [],
    ...overrides,
  };
}

export function sampleHead(overrides: Partial<GroupHead> = {}): GroupHead {
  return {
    groupId: "billing",
    clusterName: "demo",
    state: "Stable",
    type: "consumer",
    assignor: "uniform",
    coordinator: "1 (localhost:19092)",
    groupEpoch: 12,
    totalLag: "1204",
    withoutCommit: 0,
    unreadable: 0,
    maxTimeLagMs: 112_000,
    etaMs: 78_000,
    status: "WARN",
    statusReason: "The lag of orders-1 grows.",
    lagTrend: [1000, 1204],
    ...overrides,
  };
}

export function sampleMember(overrides: Partial<GroupMemberRow> = {}): GroupMemberRow {
  return {
    memberId: "billing-1-id",
    clientId: "billing-1",
    host: "/10.0.0.1",
    assignment: "orders 0, 1",
    partitions: 2,
    subscription: "orders",
    ...overrides,
  };
}

export function sampleView(overrides: Partial<GroupView> = {}): GroupView {
  return {
    saved: { clusterId: "demo-id", groupId: "billing", intervalMs: 5000, tab: "partitions" },
    head: sampleHead(),
    partitions: [
      samplePartition(),
      samplePartition({ partition: 1, lag: "9007199254740993", owner: "billing-2" }),
      samplePartition({ partition: 2, lag: "9007199254740992", status: "STALL" }),
    ],
    members: [sampleMember()],
    readAt: "2026-11-21 14:00:01.220 UTC",
    notes: [],
    ...overrides,
  };
}

const startMs = Date.UTC(2026, 10, 21, 14, 0, 0);

/** Seconds after the watching began. */
export function span(
  partition: number,
  label: string | undefined,
  fromS: number,
  toS: number,
): OwnershipSpan {
  return {
    topic: "orders",
    partition,
    ...(label === undefined ? {} : { memberId: `${label}-id` }),
    label: label ?? "",
    fromMs: startMs + fromS * 1000,
    toMs: startMs + toS * 1000,
  };
}

export function sampleTimeline(overrides: Partial<Timeline> = {}): Timeline {
  return {
    timeZone: "Asia/Kolkata",
    fromMs: startMs,
    toMs: startMs + 100_000,
    members: ["M1", "M2"].map((label, colorIndex) => ({
      memberId: `${label}-id`,
      label,
      colorIndex,
      clientId: `billing-${colorIndex + 1}`,
      host: "/10.0.0.1",
    })),
    spans: [
      span(1, "M1", 0, 40),
      span(1, undefined, 40, 42),
      span(1, "M2", 42, 100),
      span(0, "M1", 0, 100),
    ],
    states: [{ state: "Stable", fromMs: startMs, toMs: startMs + 100_000 }],
    events: [
      { atMs: startMs, kind: "joined", text: "M1 was there." },
      { atMs: startMs + 42_000, kind: "assignment", text: "1 went to M2.", pausedMs: 2000 },
    ],
    ...overrides,
  };
}

import assert from "node:assert/strict";
import type { ClusterGateway } from "../../../../src/kafka/gateway";
import type { Position } from "../../../../src/kafka/model";
import type { ResetScope } from "../../../../src/kafka/reset/target";
import { groupSchemas } from "../../../../src/panels/group/parseRequest";
import type { GroupEvents, GroupRequests } from "../../../../src/panels/group/protocol";
import type { GroupChange } from "../../../../src/panels/group/history";
import { GroupSession } from "../../../../src/panels/group/session";
import type { GroupSessionOptions } from "../../../../src/panels/group/session";
import type { TextFile } from "../../../../src/panels/group/timelineFile";
import { dispatch } from "../../../../src/panels/rpc";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { FakeClock, settled } from "../../../support/fakeClock";
import { member, orders } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";

type Method = keyof GroupRequests;

export interface Emitted {
  readonly event: keyof GroupEvents;
  readonly payload: unknown;
}

/** A session on a cluster in memory: group "billing" with one member, 3 of 5 messages committed in partition 0. */
export class GroupScene {
  readonly gateway = new MemoryGateway();
  readonly clock = new FakeClock();
  readonly emitted: Emitted[] = [];
  readonly peeked: Position[] = [];
  readonly resets: ResetScope[] = [];
  readonly saved: TextFile[] = [];
  changes: readonly GroupChange[] = [];
  private historyListener: (() => void) | undefined;
  /** Of single changes. */
  readonly asked: string[] = [];
  readonly logs = this.gateway.addTopic("orders", 2);
  readonly group = this.gateway.addGroup("billing", {
    members: [member("billing-1", ...orders(0, 1))],
  });
  readonly session: GroupSession;
  nowMs = 1_700_000_100_000;
  private nextId = 0;

  constructor(options: Partial<GroupSessionOptions> = {}) {
    for (let count = 0; count < 5; count++) this.logs[0]?.append();
    this.group.commit("orders", 0, { offset: 3n });
    this.session = new GroupSession({
      gateway: (): ClusterGateway => this.gateway,
      clusterId: "c1",
      clusterName: "demo",
      groupId: "billing",
      intervalMs: 1_000,
      tab: "partitions",
      timeZone: "UTC",
      formatNumber: numberFormatter("en"),
      now: () => this.nowMs,
      clock: this.clock,
      emit: (event, payload) => {
        this.emitted.push({ event, payload });
      },
      writeObstacle: () => undefined,
      peek: (position) => {
        this.peeked.push(position);
        return Promise.resolve();
      },
      reset: (scope) => {
        this.resets.push(scope);
        return Promise.resolve();
      },
      changes: {
        list: () => Promise.resolve(this.changes),
        onDidChange: (listener) => {
          this.historyListener = listener;
          return {
            dispose: () => {
              this.historyListener = undefined;
            },
          };
        },
        show: (changeId) => {
          this.asked.push(`show ${changeId}`);
          return Promise.resolve();
        },
        undo: (changeId) => {
          this.asked.push(`undo ${changeId}`);
          return Promise.resolve();
        },
      },
      report: assert.ifError,
      saveFile: (file) => {
        this.saved.push(file);
        return Promise.resolve();
      },
      ...options,
    });
  }

  /** Tells that a change was made. */
  tellHistory(): void {
    this.historyListener?.();
  }

  get isHistoryWatched(): boolean {
    return this.historyListener !== undefined;
  }

  /** Shows the panel and waits for the first reading. */
  async show(): Promise<void> {
    this.session.setVisible(true);
    await settled();
  }

  /** Time passes for the timers and on the wall alike. */
  async pass(durationMs: number): Promise<void> {
    this.nowMs += durationMs;
    await this.clock.pass(durationMs);
    await settled();
  }

  /** What the page gets for a request, after a trip through JSON. */
  async ask<M extends Method>(
    method: M,
    params: GroupRequests[M]["params"],
  ): Promise<GroupRequests[M]["result"]> {
    const reply = await this.reply(method, params);
    assert.ok(reply.ok, reply.ok ? "" : reply.error.message);
    return JSON.parse(JSON.stringify(reply.result)) as GroupRequests[M]["result"];
  }

  async refusal<M extends Method>(method: M, params: GroupRequests[M]["params"]): Promise<string> {
    const reply = await this.reply(method, params);
    assert.ok(!reply.ok);
    return reply.error.message;
  }

  events<E extends keyof GroupEvents>(event: E): GroupEvents[E][] {
    return this.emitted
      .filter((one) => one.event === event)
      .map(({ payload }) => payload as GroupEvents[E]);
  }

  /** How often the cluster was looked at. */
  get readings(): number {
    return this.gateway.calls.filter((call) => call === "describeGroups").length;
  }

  private reply<M extends Method>(method: M, params: GroupRequests[M]["params"]) {
    assert.ok(method in groupSchemas);
    const { signal } = new AbortController();
    const request = { id: this.nextId++, method, params } as Parameters<
      typeof dispatch<GroupRequests>
    >[0];
    return dispatch<GroupRequests>(request, this.session.handlers, signal, () => undefined);
  }
}

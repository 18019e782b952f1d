import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeRecord } from "../../src/changes/changeRecord";
import {
  ClusterChanges,
  type ChangeResult,
  type ClusterToChange,
} from "../../src/changes/clusterChanges";
import { ChangeJournal } from "../../src/changes/journal";
import { undoRequest } from "../../src/changes/undo";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { ApplyResult } from "../../src/kafka/reset/applyReset";
import { planReset, type ResetPlan } from "../../src/kafka/reset/plan";
import { readResetFacts } from "../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../src/kafka/reset/target";

/** One window of the editor: changes, and a journal that other windows may share the folder of. */
export class ChangesScene {
  readonly journal: ChangeJournal;
  readonly changes: ClusterChanges;

  constructor(
    readonly gateway: ClusterGateway,
    readonly directory: string,
  ) {
    this.journal = new ChangeJournal({ directory });
    this.changes = new ClusterChanges({ mayWrite: () => ({ allowed: true }) }, this.journal, () => {
      // what cannot be reached is what these tests are about
    });
  }

  static newDirectory(): Promise<string> {
    return mkdtemp(join(tmpdir(), "changes-"));
  }

  static removeDirectory(directory: string): Promise<void> {
    return rm(directory, { recursive: true, force: true });
  }

  get cluster(): ClusterToChange {
    const profile = { id: "c1", name: "demo", bootstrapServers: [], isReadOnly: false };
    return { profile, gateway: this.gateway };
  }

  async plan(request: ResetRequest): Promise<ResetPlan> {
    return planReset(request, await readResetFacts(this.gateway, request));
  }

  apply(plan: ResetPlan): Promise<ChangeResult> {
    return this.changes.apply(this.cluster, plan);
  }

  /** As "partition outcome", and the record that was kept of it. */
  async applied(plan: ResetPlan): Promise<{ outcomes: string[]; record: ChangeRecord }> {
    const change = await this.apply(plan);
    assert.ok(change.kind === "done", change.kind);
    return { outcomes: outcomesOf(change.result), record: await this.record(change.changeId) };
  }

  async record(changeId: string): Promise<ChangeRecord> {
    const { records } = await this.journal.list();
    return records.find(({ id }) => id === changeId) ?? assert.fail("it is not in the journal");
  }

  async planUndo(record: ChangeRecord): Promise<ResetPlan> {
    return this.plan(undoRequest(record, (await this.journal.list()).records));
  }

  async reset(request: ResetRequest): Promise<ChangeRecord> {
    return (await this.applied(await this.plan(request))).record;
  }
}

export function outcomesOf(result: ApplyResult): string[] {
  if (result.kind === "changedSincePreview") return ["changedSincePreview"];
  return result.rows.map(({ partition, outcome }) => `${partition} ${outcome.kind}`);
}

/** What a record says became of its partitions. */
export function recordedOutcomes({ outcome }: ChangeRecord): string[] {
  return (outcome?.partitions ?? []).map(({ partition, result }) => `${partition} ${result}`);
}

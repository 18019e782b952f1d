import * as vscode from "vscode";
import type { LabProcesses } from "../lab/process/labProcesses";
import type { Leftovers } from "../lab/rebalance/leftovers";
import type { GroupPanels } from "../panels/group/panel";
import type { GroupTab } from "../panels/group/protocol";
import { ExercisesPart } from "../panels/lab/exercisesPart";
import type { Emit } from "../panels/lab/labPart";
import { OffsetsPart } from "../panels/lab/offsetsPart";
import type { LabTarget } from "../panels/lab/panel";
import type { LabEvents } from "../panels/lab/protocol";
import { RebalancePart, type RebalanceHost } from "../panels/lab/rebalancePart";
import type { LabParts } from "../panels/lab/session";
import { confirm } from "../ui/notify";
import type { FormatNumber } from "../ui/numberFormat";
import { confirmChange } from "./confirmChange";
import { ConsumerTerminal } from "./consumerTerminal";
import { labJava, type LabJavaDeps } from "./labJava";
import { labCluster, type LabClusterDeps } from "./labCluster";
import { peekTarget } from "./messages";

export interface LabPartDeps extends LabClusterDeps, LabJavaDeps {
  readonly processes: LabProcesses;
  readonly groups: Pick<GroupPanels, "open">;
  readonly tree: { refresh(node: undefined): unknown };
  readonly formatNumber: FormatNumber;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

/** The tabs' own parts, for the lab of one cluster. */
export function labParts(deps: LabPartDeps, target: LabTarget, emit: Emit<LabEvents>): LabParts {
  const { processes, formatNumber, report } = deps;
  const cluster = labCluster(deps, target);
  const host = rebalanceHost(deps, target);
  const rebalance = new RebalancePart({
    cluster,
    processes,
    host,
    emit,
    java: () => labJava(deps, cluster),
    report,
  });
  const openGroup = (groupId: string): void => {
    openBeside(deps, target, groupId, "partitions");
  };
  return {
    rebalance,
    offsets: new OffsetsPart({
      cluster,
      processes,
      emit,
      formatNumber,
      host: { ...host, openGroup, mayExperiment: () => mayExperiment(deps, target) },
    }),
    exercises: new ExercisesPart({ gateway: cluster.gateway }),
  };
}

/** Beside the lab, and not over it. */
function openBeside(
  { clusters, groups }: Pick<LabPartDeps, "clusters" | "groups">,
  { clusterId }: LabTarget,
  groupId: string,
  tab: GroupTab,
): void {
  const shown = peekTarget(clusters.get(clusterId));
  if (shown !== undefined) groups.open(shown, groupId, tab, vscode.ViewColumn.Beside);
}

function mayExperiment(deps: LabPartDeps, target: LabTarget): Promise<boolean> {
  const items = [
    "Topics offset-lab-…, with a few messages; of one topic some are deleted again",
    "Consumer groups offset-lab-…, with their commits",
  ];
  return mayCreate(deps, target, { lab: "experiments", items, subjects: [] });
}

/** The lab's first write is agreed to as any other. */
async function mayCreate(
  { clusters }: Pick<LabPartDeps, "clusters">,
  { clusterId, clusterName }: LabTarget,
  what: {
    readonly lab: string;
    readonly items: readonly string[];
    readonly subjects: readonly string[];
  },
): Promise<boolean> {
  const profile = clusters.get(clusterId)?.profile;
  if (profile === undefined) return false;
  const { lab, items, subjects } = what;
  const question = `Run the ${lab} on ${clusterName}?`;
  const detail = "This is written to the cluster. Clean Up deletes what was created.";
  return confirmChange({ question, detail, items, verb: "Run", subjects }, profile);
}

function rebalanceHost(deps: LabPartDeps, target: LabTarget): RebalanceHost {
  const { clusterName } = target;
  return {
    mayBegin: ({ topic, partitions, groupId }) =>
      mayCreate(deps, target, {
        lab: "rebalance lab",
        items: [
          `Topic ${topic}, created with ${partitions === 1 ? "1 partition" : `${partitions} partitions`} where it is missing`,
          "Messages of a producer, when it is started",
          `Consumer group ${groupId}, with its commits`,
        ],
        subjects: [topic, groupId],
      }),
    mayBorrow: (topic) =>
      confirm(
        `Use the topic "${topic}" of ${clusterName} for the lab?`,
        "It was not created by the lab. The lab's producer adds messages to it, and they stay there. Clean Up will not delete the topic.",
        "Use Topic",
      ),
    mayRemove: ({ topics, groups: groupIds }: Leftovers) =>
      confirm(
        `Delete everything the lab created on ${clusterName}?`,
        [
          ...topics.map((topic) => `Topic ${topic}, with its messages`),
          ...groupIds.map((groupId) => `Consumer group ${groupId}`),
        ],
        "Clean Up",
      ),
    openOutput: (name, interrupt) => new ConsumerTerminal(name, interrupt),
    openTimeline: (groupId) => {
      openBeside(deps, target, groupId, "rebalances");
    },
    didChange: () => {
      deps.tree.refresh(undefined);
    },
  };
}

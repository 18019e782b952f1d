import * as vscode from "vscode";
import type { ClusterGateway } from "../kafka/gateway";
import { failureText, isCancellation } from "../ui/userMessage";
import type { FailureText } from "../ui/userMessage";
import { arrangeLevel } from "./arrangeLevel";
import { arrangeRows, needFacts } from "./arrangeRows";
import type { ArrangedRows } from "./arrangeRows";
import { childrenOf, loadedBy } from "./children";
import { clusterNode } from "./clusterChildren";
import { Facts } from "./facts";
import type { Fact } from "./facts";
import { failureNode } from "./loading";
import type { Level } from "./loading";
import { childId } from "./nodes";
import type { ClusterIdentity, ClusterNode, ClusterTreeNode, GroupNode, TopicNode } from "./nodes";
import { toTreeItem } from "./treeItems";
import { TreeRules } from "./treeRules";
import type { TreeRulesOptions } from "./treeRules";
import type { FormatNumber } from "../ui/numberFormat";

/** The clusters to show. */
export interface ClusterSource {
  list(): readonly ClusterIdentity[];
  problems(): readonly { readonly severity: "error" | "warning"; readonly message: string }[];
  get(clusterId: string): { readonly gateway: ClusterGateway } | undefined;
  readonly onDidChange: vscode.Event<{ readonly closedIds: readonly string[] }>;
}

export interface ClusterTreeOptions extends TreeRulesOptions {
  readonly formatNumber: FormatNumber;
  readonly showsInternalTopics: () => boolean;
  /** Shows the view as busy until the task is done. */
  readonly showProgress: (task: Promise<unknown>) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** For the log. */
  readonly report: (error: unknown, doing: string) => void;
}

interface Load {
  readonly level: Promise<Level>;
  readonly abort: AbortController;
  readonly startedAtMs: number;
  /** False while it was only loaded to be counted. */
  isShown: boolean;
  /** What is learned after the rows are there; never rejects. */
  learning?: Promise<void>;
  hasLearned: boolean;
  learnFailure?: FailureText;
  /** Of the level, once it is there. */
  nodes?: readonly ClusterTreeNode[];
}

/** A level that was loaded to be counted is loaded again when it is opened later than this. */
const maxUnseenAgeMs = 5_000;

/** More changed rows than this are redrawn through their parent, in one go. */
const maxRowsToFire = 200;

/**
 * The tree of clusters. A level is loaded once, when it is first needed, and again after a refresh, which ends
 * the loads it supersedes. Loads and facts are kept by node id: nodes of the same id are interchangeable.
 */
export class ClusterTree implements vscode.TreeDataProvider<ClusterTreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ClusterTreeNode[] | undefined>();
  private readonly listener: vscode.Disposable;
  private readonly facts = new Facts();
  private readonly loads = new Map<string, Load>();
  private readonly handedOut = new WeakSet<object>();
  /** VS Code redraws the very objects it was given last; a loaded level may hold older ones of its cluster. */
  private clusterNodes: ReadonlyMap<string, ClusterNode> = new Map();
  private readonly rules: TreeRules;
  private isDisposed = false;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly clusters: ClusterSource,
    private readonly options: ClusterTreeOptions,
  ) {
    this.listener = clusters.onDidChange(({ closedIds }) => {
      for (const id of closedIds.map((clusterId) => childId("", clusterId))) {
        this.drop(id);
        this.facts.forget(id);
      }
      this.changed.fire(undefined);
    });
    this.rules = new TreeRules(options, () => {
      this.changed.fire(undefined);
    });
  }

  getTreeItem(node: ClusterTreeNode): vscode.TreeItem {
    return toTreeItem(node, this.facts, this.options.formatNumber, {
      isPinned: this.rules.isPinned(node),
      arranged: this.arrangedBelow(node),
      isLocked: "cluster" in node && this.isReadOnly(node.cluster),
    });
  }

  getParent(node: ClusterTreeNode): ClusterTreeNode | undefined {
    return node.parent && this.asHandedOut(node.parent);
  }

  /** Never rejects: what cannot be loaded is a row that says so. */
  async getChildren(node?: ClusterTreeNode): Promise<ClusterTreeNode[]> {
    if (node === undefined) return this.handOut(this.roots());
    this.dropIfOutdated(node);
    for (;;) {
      // asked each time: the cluster may be removed meanwhile, and come back
      const gateway = this.gatewayOf(node);
      if (gateway === undefined) return [];
      const load = this.load(node, gateway);
      load.isShown = true;
      const { nodes } = await load.level;
      if (this.isDisposed) return [];
      if (load.abort.signal.aborted) continue;
      this.learnMore(node, load);
      if (!load.hasLearned && needFacts(this.rules.current, nodes)) {
        // whoever clears the filter meanwhile need not wait
        await Promise.race([load.learning, this.rules.nextChange()]);
        continue;
      }
      return this.handOut(arrangeLevel(node, { ...load, nodes }, this.rules.current, this.facts));
    }
  }

  /** Every loaded topic and group of the clusters that were opened, also those that are not shown. */
  async loadedNames(clusterId?: string): Promise<readonly (TopicNode | GroupNode)[]> {
    const opened = [...this.clusterNodes.values()].filter(({ id }) =>
      clusterId === undefined ? this.loads.has(id) : id === childId("", clusterId),
    );
    const levels = await Promise.all(opened.map((cluster) => this.namesOf(cluster)));
    return levels.flat();
  }

  /** Whether a loaded row is there to be revealed, as the tree is arranged now. */
  isShown(node: TopicNode | GroupNode): boolean {
    return arrangeRows([node], this.rules.current, this.facts)?.shown === 1;
  }

  /** Draws the loaded rows anew: what is shown of them, or their order, has changed. */
  rearrange(): void {
    this.rules.tell();
  }

  /** True for the nodes this tree has shown: anything else may come from anywhere. */
  isNode(value: unknown): value is ClusterTreeNode {
    return typeof value === "object" && value !== null && this.handedOut.has(value);
  }

  /** Loads the node's level anew, or everything. Rows keep what is known of them until it is known better. */
  refresh(node?: ClusterTreeNode): void {
    const target = node === undefined ? undefined : loadedBy(node);
    this.drop(target?.id);
    this.changed.fire(target === undefined ? undefined : [this.asHandedOut(target)]);
  }

  /** Loads the groups of a cluster anew, also those below its topics, where they were ever loaded. */
  async refreshGroups(clusterId: string): Promise<void> {
    const level = await this.loads.get(childId("", clusterId))?.level;
    const groups = level?.nodes.find(({ kind }) => kind === "groups");
    if (groups !== undefined) this.refresh(groups);
    const ofTopics = (level?.nodes ?? [])
      .flatMap((branch) => this.loadedBelow(branch))
      .flatMap((topic) => this.loadedBelow(topic))
      .filter(({ kind, id }) => kind === "topicGroups" && this.loads.has(id));
    for (const node of ofTopics) this.refresh(node);
  }

  dispose(): void {
    this.isDisposed = true;
    this.listener.dispose();
    this.rules.dispose();
    this.drop(undefined);
    this.changed.dispose();
  }

  private roots(): ClusterTreeNode[] {
    const failures = this.clusters
      .problems()
      .filter(({ severity }) => severity === "error")
      .map(({ message }, index) => {
        const advice = "Correct it in the settings.";
        return failureNode(undefined, { sentence: message, advice }, `problem:${index}`);
      });
    const nodes = this.clusters.list().map(clusterNode);
    this.clusterNodes = new Map(nodes.map((node) => [node.id, node]));
    return [...failures, ...nodes];
  }

  private isReadOnly(cluster: ClusterIdentity): boolean {
    return (this.clusterNodes.get(childId("", cluster.id))?.cluster ?? cluster).isReadOnly;
  }

  private asHandedOut(node: ClusterTreeNode): ClusterTreeNode {
    return (node.kind === "cluster" ? this.clusterNodes.get(node.id) : undefined) ?? node;
  }

  private handOut(nodes: readonly ClusterTreeNode[]): ClusterTreeNode[] {
    for (const node of nodes) this.handedOut.add(node);
    return [...nodes];
  }

  private loadedBelow({ id }: ClusterTreeNode): readonly ClusterTreeNode[] {
    return this.loads.get(id)?.nodes ?? [];
  }

  private load(node: ClusterTreeNode, gateway: ClusterGateway): Load {
    const known = this.loads.get(node.id);
    if (known !== undefined) return known;
    const abort = new AbortController();
    const load: Load = {
      level: this.loadLevel(node, gateway, abort.signal),
      abort,
      startedAtMs: this.options.now(),
      isShown: false,
      hasLearned: false,
    };
    void load.level.then(({ nodes }) => (load.nodes = nodes));
    this.loads.set(node.id, load);
    return load;
  }

  private async loadLevel(
    node: ClusterTreeNode,
    gateway: ClusterGateway,
    signal: AbortSignal,
  ): Promise<Level> {
    const showsInternalTopics = this.options.showsInternalTopics();
    try {
      const level = await childrenOf(node, { gateway, showsInternalTopics, signal });
      if (signal.aborted) return level;
      this.learn(level.facts ?? [], [node]);
      // counts of a cluster's branches, before anybody opens them
      if (node.kind === "cluster") level.nodes.forEach((child) => void this.load(child, gateway));
      return level;
    } catch (error) {
      if (!signal.aborted) this.options.report(error, `Loading ${node.kind} ${node.id}`);
      const failure = failureText(error);
      if (node.kind === "cluster" && !signal.aborted) {
        const value = { brokerCount: undefined, failure };
        this.learn([{ kind: "cluster", id: node.id, value }], [node]);
      }
      return { nodes: [failureNode(node, failure)] };
    }
  }

  private learnMore(node: ClusterTreeNode, load: Load): void {
    if (load.learning !== undefined) return;
    const { signal } = load.abort;
    load.learning = load.level
      .then(async ({ nodes, learnMore }) => {
        if (learnMore === undefined) return;
        const learned = learnMore(signal);
        this.options.showProgress(learned.catch(() => undefined));
        const facts = await learned;
        load.hasLearned = true;
        if (!signal.aborted) this.learn(facts, [node, ...nodes]);
      })
      .catch((error: unknown) => {
        load.learnFailure = failureText(error);
        if (!isCancellation(error)) this.options.report(error, `Measuring ${node.kind} ${node.id}`);
      })
      .finally(() => (load.hasLearned = true));
  }

  /** Keeps the facts, and redraws those of `nodes` for which they are news. */
  private learn(facts: readonly Fact[], nodes: readonly ClusterTreeNode[]): void {
    const news = new Set(facts.filter((fact) => this.facts.learn(fact)).map(({ id }) => id));
    const rows = nodes.filter(({ id }) => news.has(id));
    if (rows.length === 0) return;
    const fired = rows.length > maxRowsToFire ? nodes.slice(0, 1) : rows;
    this.changed.fire(fired.map((row) => this.asHandedOut(row)));
  }

  /** Undefined until it can be told. */
  private arrangedBelow(node: ClusterTreeNode): ArrangedRows | undefined {
    if (node.kind !== "groups" && node.kind !== "topics") return undefined;
    const load = this.loads.get(node.id);
    if (load?.nodes === undefined) return undefined;
    if (!load.hasLearned && needFacts(this.rules.current, load.nodes)) return undefined;
    return arrangeRows(load.nodes, this.rules.current, this.facts);
  }

  private async namesOf(cluster: ClusterTreeNode): Promise<(TopicNode | GroupNode)[]> {
    const branches = await this.getChildren(cluster);
    const levels = branches.map(async (branch) => {
      const gateway = this.gatewayOf(branch);
      if (gateway === undefined || (branch.kind !== "topics" && branch.kind !== "groups"))
        return [];
      const { nodes } = await this.load(branch, gateway).level;
      return nodes.filter((node) => node.kind === "topic" || node.kind === "group");
    });
    return (await Promise.all(levels)).flat();
  }

  private gatewayOf(node: ClusterTreeNode): ClusterGateway | undefined {
    if (node.kind === "failure" || node.kind === "note") return undefined;
    return this.clusters.get(node.cluster.id)?.gateway;
  }

  private dropIfOutdated(node: ClusterTreeNode): void {
    const load = this.loads.get(node.id);
    if (load === undefined || load.isShown) return;
    if (this.options.now() - load.startedAtMs > maxUnseenAgeMs) this.drop(node.id);
  }

  /** Ends and forgets the loads at and below the id, or all. */
  private drop(id: string | undefined): void {
    for (const [key, { abort }] of this.loads) {
      if (id !== undefined && key !== id && !key.startsWith(`${id}/`)) continue;
      this.loads.delete(key);
      abort.abort();
    }
  }
}

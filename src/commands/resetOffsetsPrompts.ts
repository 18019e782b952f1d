import * as vscode from "vscode";
import type { Cluster } from "../config/clusters";
import type { ClusterGateway } from "../kafka/gateway";
import { parseOffsetsFile, type OffsetsLine } from "../kafka/reset/offsetsFile";
import { groupsInFile, requestsOfFile, type FileRequests } from "../kafka/reset/offsetsOfFile";
import type { ResetRequest, ResetScope, ResetTarget } from "../kafka/reset/target";
import {
  parseDurationInput,
  parseOffsetInput,
  parseShiftInput,
  parseTimestampInput,
  type TargetInput,
} from "../panels/reset/targetInput";
import { UserError } from "../ui/userError";
import { chooseOffsetsFile } from "./editedCsv";
import type { Choice } from "./choice";
import type { Pickers } from "./pickers";

/** The targets that can be asked for. */
export type TargetKind =
  | Extract<
      ResetTarget["to"],
      "earliest" | "latest" | "current" | "offset" | "timestamp" | "duration" | "shiftBy" | "group"
    >
  | "file";

/** What a reset is of, as far as it is known before its target. */
export interface ResetSubject {
  readonly groupIds: readonly string[];
  readonly scope: ResetScope;
}

export const targetChoices: readonly Choice<TargetKind>[] = [
  { label: "Earliest", detail: "The first message that is still there", value: "earliest" },
  { label: "Latest", detail: "The end: only messages written from now on", value: "latest" },
  { label: "Timestamp…", detail: "The first message at or after a time", value: "timestamp" },
  { label: "Duration…", detail: "The same, so long before now", value: "duration" },
  { label: "Offset…", detail: "The same offset in every partition", value: "offset" },
  { label: "Shift by…", detail: "So many offsets back, or on, from each commit", value: "shiftBy" },
  { label: "Group…", detail: "What another group has committed", value: "group" },
  { label: "File…", detail: "An offset for each partition, as CSV", value: "file" },
  { label: "Current", detail: "First commits at the end; others stay", value: "current" },
];

/** The questions of a reset that was not started from where the answers are. `undefined` is a person's "never mind". */
export class ResetPrompts {
  private step = 0;

  /** `steps` is how many questions are foreseen. */
  constructor(
    private readonly pickers: Pick<
      Pickers,
      "cluster" | "group" | "groupsOrNew" | "topic" | "scope" | "choose"
    >,
    private readonly steps: number,
  ) {}

  /** The only one there is needs no question. */
  async cluster(configured: number): Promise<Cluster | undefined> {
    return this.pickers.cluster(configured === 1 ? "" : this.nextTitle());
  }

  /** One group, several, or a new one. */
  async groups(gateway: ClusterGateway): Promise<readonly string[] | undefined> {
    return this.pickers.groupsOrNew(this.nextTitle(), gateway);
  }

  /** What the groups have commits for, or any other topic. */
  async scope(
    gateway: ClusterGateway,
    groupIds: readonly string[],
  ): Promise<ResetScope | undefined> {
    const chosen = await this.pickers.scope(this.nextTitle(), gateway, groupIds);
    if (chosen !== "otherTopic") return chosen;
    const topic = await this.pickers.topic(this.nextTitle(), gateway);
    return topic === undefined ? undefined : { kind: "topics", topics: [topic] };
  }

  async targetKind(): Promise<TargetKind | undefined> {
    return this.pickers.choose(this.nextTitle(), "Where to move the group", targetChoices);
  }

  /** A request for each group, of the kind of target and what it still needs. A file tells the scope itself. */
  async requests(
    kind: TargetKind,
    { groupIds, scope }: ResetSubject,
    gateway: ClusterGateway,
    localZone: string,
  ): Promise<readonly ResetRequest[] | undefined> {
    if (kind === "file") {
      const file = await chooseOffsets();
      return file && requestsFor(file, groupIds);
    }
    const target = await this.target(kind, gateway, localZone);
    return target && groupIds.map((groupId) => ({ groupId, scope, target }));
  }

  /** A request for each group that a file names; where it names none, for the one that is asked for then. */
  async requestsOfFile(gateway: ClusterGateway): Promise<readonly ResetRequest[] | undefined> {
    const file = await chooseOffsets();
    if (file === undefined) return undefined;
    const named = groupsInFile(file.lines);
    if (named.length > 0) return requestsFor(file, named);
    const group = await this.pickers.group(this.nextTitle(), gateway);
    return group && requestsFor(file, [group.groupId]);
  }

  private async target(
    kind: Exclude<TargetKind, "file">,
    gateway: ClusterGateway,
    localZone: string,
  ): Promise<ResetTarget | undefined> {
    switch (kind) {
      case "earliest":
      case "latest":
      case "current":
        return { to: kind };
      case "offset":
        return this.input("Offset to read next, for instance 18000", parseOffsetInput);
      case "shiftBy":
        return this.input("How many offsets to go back (-100) or on (100)", parseShiftInput);
      case "duration":
        return this.input("How long before now, for instance PT2H or P1D", (text) =>
          parseDurationInput(text, Date.now()),
        );
      case "timestamp": {
        const zone = await this.timeZone(localZone);
        if (zone === undefined) return undefined;
        return this.input(`Time in ${zone}, for instance 2026-11-20 14:00`, (text) =>
          parseTimestampInput(text, zone, localZone),
        );
      }
      case "group": {
        const source = await this.pickers.group(this.nextTitle(), gateway);
        return source && { to: "group", groupId: source.groupId };
      }
    }
  }

  private async timeZone(localZone: string): Promise<string | undefined> {
    if (localZone === "UTC") return "UTC";
    return this.pickers.choose(this.nextTitle(), "Time zone of the time you enter", [
      { label: "UTC", value: "UTC" },
      { label: localZone, description: "this computer", value: localZone },
    ]);
  }

  private async input(
    prompt: string,
    parse: (text: string) => TargetInput,
  ): Promise<ResetTarget | undefined> {
    const text = await vscode.window.showInputBox({
      title: this.nextTitle(),
      prompt,
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const parsed = parse(typed);
        // also for nothing typed: Enter would else end the command without a word
        if (!parsed.ok) return parsed.reason;
        return { message: parsed.echo, severity: vscode.InputBoxValidationSeverity.Info };
      },
    });
    if (text === undefined) return undefined;
    const parsed = parse(text);
    return parsed.ok ? parsed.target : undefined;
  }

  /** A question that was not foreseen adds itself to the count. */
  private nextTitle(): string {
    this.step += 1;
    return `Reset Offsets (${this.step}/${Math.max(this.step, this.steps)})`;
  }
}

interface Offsets {
  readonly name: string;
  readonly lines: readonly OffsetsLine[];
}

/** @throws UserError for a file that cannot be read as offsets */
async function chooseOffsets(): Promise<Offsets | undefined> {
  const file = await chooseOffsetsFile();
  if (file === undefined) return undefined;
  const { name, text } = file;
  const parsed = parseOffsetsFile(text);
  if (!parsed.ok) throw unusable(name, parsed);
  return { name, lines: parsed.lines };
}

/** @throws UserError for a file that is not for these groups */
function requestsFor(
  { name, lines }: Offsets,
  groupIds: readonly string[],
): readonly ResetRequest[] {
  const made = requestsOfFile(lines, groupIds, name);
  if (!made.ok) throw unusable(name, made);
  return made.requests;
}

function unusable(
  name: string,
  { problems }: Pick<Extract<FileRequests, { ok: false }>, "problems">,
): UserError {
  const [problem] = problems;
  const others = problems.length - 1;
  const more = others > 0 ? ` ${others} more cannot be used either.` : "";
  return new UserError(`${name}, line ${problem?.line ?? 1}: ${problem?.reason ?? ""}${more}`);
}

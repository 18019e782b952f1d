import { visibleText } from "../../decode/visibleText";
import type { ClusterGateway } from "../../kafka/gateway";
import { parseOffsetsFile, type LineProblem } from "../../kafka/reset/offsetsFile";
import { groupsInFile, requestsOfFile, unknownPartitions } from "../../kafka/reset/offsetsOfFile";
import type { ResetRequest } from "../../kafka/reset/target";
import type { ParsedAims } from "./aim";
import type { NamedText } from "./resetHost";

const toldProblems = 10;

/**
 * What to plan for groups by a text of offsets: exactly the partitions it names for each, or what is wrong with its
 * lines. Of several groups, one it does not name gets a request without partitions, which tells so as a plan.
 * @throws KafkaError when the cluster cannot be asked whether its partitions exist
 */
export async function parseOffsetsText(
  { name, text }: NamedText,
  groupIds: readonly string[],
  gateway: Pick<ClusterGateway, "describeTopics">,
  signal: AbortSignal,
): Promise<ParsedAims> {
  const parsed = parseOffsetsFile(text);
  if (!parsed.ok) return refused(name, parsed.problems);
  const named = new Set(groupsInFile(parsed.lines));
  const toPlan = named.size === 0 ? groupIds : groupIds.filter((id) => named.has(id));
  const made = requestsOfFile(parsed.lines, toPlan, name);
  if (!made.ok) return refused(name, made.problems);
  const topics = [...new Set(parsed.lines.map(({ topic }) => topic))];
  const unknown = unknownPartitions(parsed.lines, await gateway.describeTopics(topics, signal));
  if (unknown.length > 0) return refused(name, unknown);
  const requests = new Map(made.requests.map((request) => [request.groupId, request]));
  return {
    ok: true,
    requests: groupIds.map((groupId) => requests.get(groupId) ?? withoutLines(groupId, name)),
  };
}

function withoutLines(groupId: string, source: string): ResetRequest {
  return { groupId, scope: { kind: "ofTarget" }, target: { to: "offsets", offsets: [], source } };
}

function refused(name: string, problems: readonly LineProblem[]): ParsedAims {
  const told = problems
    .slice(0, toldProblems)
    .map(({ line, reason }) => visibleText(`${name}, line ${line}: ${reason}`));
  const more = problems.length - told.length;
  const rest = more > 0 ? [`And ${more} more lines cannot be used.`] : [];
  return { ok: false, at: "file", problems: [...told, ...rest] };
}

import { visibleText } from "../../decode/visibleText";
import type { ClusterGateway } from "../../kafka/gateway";
import { parseOffsetsFile, type LineProblem } from "../../kafka/reset/offsetsFile";
import { requestsOfFile, unknownPartitions } from "../../kafka/reset/offsetsOfFile";
import type { ParsedAim } from "./aim";
import type { NamedText } from "./resetHost";

const toldProblems = 10;

/**
 * What to plan for a group by a text of offsets: exactly the partitions it names, or what is wrong with its lines.
 * @throws KafkaError when the cluster cannot be asked whether its partitions exist
 */
export async function parseOffsetsText(
  { name, text }: NamedText,
  groupId: string,
  gateway: Pick<ClusterGateway, "describeTopics">,
  signal: AbortSignal,
): Promise<ParsedAim> {
  const parsed = parseOffsetsFile(text);
  if (!parsed.ok) return refused(name, parsed.problems);
  const requests = requestsOfFile(parsed.lines, [groupId], name);
  if (!requests.ok) return refused(name, requests.problems);
  const topics = [...new Set(parsed.lines.map(({ topic }) => topic))];
  const unknown = unknownPartitions(parsed.lines, await gateway.describeTopics(topics, signal));
  const [request] = requests.requests;
  if (unknown.length > 0 || request === undefined) return refused(name, unknown);
  return { ok: true, request };
}

function refused(name: string, problems: readonly LineProblem[]): ParsedAim {
  const told = problems
    .slice(0, toldProblems)
    .map(({ line, reason }) => visibleText(`${name}, line ${line}: ${reason}`));
  const more = problems.length - told.length;
  const rest = more > 0 ? [`And ${more} more lines cannot be used.`] : [];
  return { ok: false, at: "file", problems: [...told, ...rest] };
}

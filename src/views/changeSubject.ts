import type { FormatNumber } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import type { ShownChange } from "./changeNodes";

/** What a change is of: its group, `orders 3 @ 1,204`, or the topics. */
export function changeSubject(
  { groupId, sentTo, topics }: ShownChange,
  format: FormatNumber,
): string {
  if (groupId !== null) return groupName(groupId);
  if (sentTo === undefined) return shortTopics(topics) ?? "no topics";
  const { topic, partition, offset } = sentTo;
  const at = offset === undefined ? "" : ` @ ${format(BigInt(offset))}`;
  return `${plainLabel(topic)} ${partition}${at}`;
}

const namedTopics = 2;

/** Two of them by name. Undefined: there are none. */
export function shortTopics(topics: readonly string[]): string | undefined {
  const more = topics.length - namedTopics;
  if (topics.length === 0) return undefined;
  const named = plainLabel(topics.slice(0, namedTopics).join(", "));
  return more > 0 ? `${named} +${more}` : named;
}

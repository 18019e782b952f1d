import type { TopicMetadata } from "../protocol/metadata";
import { listed } from "../reset/naming";
import type { Found } from "./checklist";

/** What this user may see of topics, and what not. Of topics that are hidden nothing is known, not even that they exist. */
export function topicFinding(topics: readonly TopicMetadata[]): Omit<Found<never>, "value"> {
  const own = topics.filter(({ isInternal }) => !isInternal);
  if (own.length === 0) {
    const finding = "No topics visible: there are none, or DESCRIBE on topics is missing.";
    return { finding, advice: "If there should be some, ask for DESCRIBE on them." };
  }
  const unreadable = own.filter(({ operations }) => operations?.has("READ") === false);
  const hidden = own.filter(({ operations }) => operations?.has("DESCRIBE_CONFIGS") === false);
  const settings = hidden.length === 0 ? "" : ` ${of(hidden, own)} hide their settings.`;
  const finding = `${count(own.length)} visible.${settings}`;
  if (unreadable.length === 0) return { finding };
  const names = listed(unreadable.map(({ topic }) => topic));
  return {
    finding: `${finding} The messages of ${of(unreadable, own)} cannot be read: ${names}.`,
    advice: "Ask for READ on the topics whose messages you need.",
  };
}

function count(topics: number): string {
  return topics === 1 ? "1 topic" : `${topics} topics`;
}

function of(some: readonly unknown[], all: readonly unknown[]): string {
  return `${some.length} of ${all.length}`;
}

import type { Router } from "../connection/router";
import type { TopicIds } from "../gateway";

export interface PinnedTopics {
  readonly topicIds: TopicIds;
  /** Topics that are other ones by now: their offsets mean something else. */
  readonly recreated: ReadonlySet<string>;
}

interface TopicsToPin {
  readonly topics: ReadonlySet<string>;
  /** Those of which it is not enough what was heard a while ago. */
  readonly stale: ReadonlySet<string>;
  /** As they were when reading began, where it has. */
  readonly pinned: TopicIds | undefined;
}

/** The ids of the topics as they are now, or as they were when reading began. */
export async function pinTopics(
  router: Pick<Router, "topicMetadata">,
  { topics, stale, pinned }: TopicsToPin,
  signal: AbortSignal | undefined,
): Promise<PinnedTopics> {
  const metadata = await router.topicMetadata(topics, stale, signal);
  const topicIds = new Map<string, string>();
  const recreated = new Set<string>();
  for (const topic of topics) {
    const current = metadata.get(topic)?.topicId;
    const id = pinned?.get(topic) ?? current;
    if (id !== undefined) topicIds.set(topic, id);
    if (current !== undefined && current !== id) recreated.add(topic);
  }
  return { topicIds, recreated };
}

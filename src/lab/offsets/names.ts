const prefix = "offset-lab-";

/**
 * A name for a new topic: the first free one of "offset-lab-commit-1", "offset-lab-commit-2"… Groups are named after
 * their topic: one that is there already would be somebody else's.
 */
export function freeTopic(
  slug: string,
  taken: ReadonlySet<string>,
  groupIds: readonly string[] = [],
): string {
  for (let number = 1; ; number++) {
    const topic = `${prefix}${slug}-${number}`;
    const isOfGroups = groupIds.some((groupId) => groupId.startsWith(`${topic}-`));
    if (!taken.has(topic) && !isOfGroups) return topic;
  }
}

/** Whether the offset lab named this topic or group. */
export function isOfOffsetLab(name: string): boolean {
  return name.startsWith(prefix);
}

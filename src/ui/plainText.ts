import { visibleText } from "../decode/visibleText";

/**
 * Text of a broker for places where VS Code turns `$(name)` into an icon or `[text](target)` into a link:
 * labels, quick picks, notifications. A word joiner between the two characters keeps them as they read.
 */
export function plainLabel(text: string): string {
  return visibleText(text).replace(/([$\]])\(/g, "$1\u2060(");
}

/** The name a person sees for a group id: it may legally be empty. */
export function groupName(groupId: string): string {
  return groupId === "" ? "(empty group id)" : plainLabel(groupId);
}

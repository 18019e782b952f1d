import type { Opened, SavedView } from "../../src/panels/peek/protocol";

/** The order is the page's own: the host only knows the one to begin with. */
export function withSavedOrder(opened: Opened, saved: unknown): Opened {
  if (typeof saved !== "object" || saved === null) return opened;
  const { query, order } = saved as Partial<SavedView>;
  const isSameRead = canonical(query) === canonical(opened.query);
  const isOrder = order === "oldestFirst" || order === "newestFirst";
  return isSameRead && isOrder ? { ...opened, order } : opened;
}

/** The same for values that differ in the order of their properties only. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort()) : part;
  });
}

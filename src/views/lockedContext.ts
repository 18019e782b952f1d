import { contextValues } from "../manifest";

/** A row's context value on a read-only cluster, where the menus of what writes are hidden. */
export function lockedContext(value: string): string {
  const locked = value
    .replace(/^(topic|partition)(?=\.|$)/, "$1.locked")
    .replace(/\.(resettable|active)/, ".locked");
  return contextValues.find((known) => known === locked) ?? value;
}

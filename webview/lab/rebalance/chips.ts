import { element } from "../../shared/dom";

/** A partition, in the colour it has everywhere in the lab; the colour only helps, the number tells. */
export function partitionChip(partition: number): HTMLElement {
  return element(
    "span",
    { className: `chip chip-${partition % 6}`, title: `Partition ${partition}` },
    String(partition),
  );
}

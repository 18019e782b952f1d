import type { PartitionView, RebalanceView } from "../../../src/panels/lab/protocol/rebalance";
import { element } from "../../shared/dom";
import { formatNumber } from "../../shared/numbers";
import { partitionChip } from "./chips";

/** Every partition, and who reads it now. */
export class PartitionStrip {
  readonly element = element("ul", {
    className: "partitions",
    attributes: { "aria-label": "Partitions" },
  });
  private drawn = "";

  show({ partitions }: RebalanceView): void {
    const drawn = JSON.stringify(partitions);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.element.replaceChildren(...partitions.map(place));
  }
}

function place(partition: PartitionView): HTMLElement {
  const { produced, received, isOrphan, owner } = partition;
  const kind = isOrphan ? "orphan" : owner === null ? "free" : "owned";
  return element(
    "li",
    { className: `partition partition-${kind}` },
    partitionChip(partition.partition),
    element("span", { className: "partition-owner" }, ownerText(partition)),
    element(
      "span",
      { className: "muted partition-counts" },
      `${formatNumber(produced)} written · ${formatNumber(received)} read`,
    ),
  );
}

function ownerText({ owner, isOrphan }: PartitionView): string {
  if (owner === null) return "nobody reads it";
  return isOrphan ? `Consumer ${owner}, dead` : `Consumer ${owner}`;
}

import type { Position, RowOrder } from "../../src/panels/peek/protocol/query";

/** What was asked for stands at the top. */
export function usualOrder(kind: Position["kind"]): RowOrder {
  return kind === "latest" || kind === "last" ? "newestFirst" : "oldestFirst";
}

/**
 * The order once another kind of position is chosen. What a person chose stays, whatever is read; until then the
 * order follows the position. Only a position from outside of the panel (a command, a search's own hits in the
 * order they are found) goes before a person's choice: there, something certain is to be seen first.
 */
export function orderFor(kind: Position["kind"], chosen: RowOrder | undefined): RowOrder {
  return chosen ?? usualOrder(kind);
}

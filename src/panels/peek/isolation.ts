import type { ReadRequest } from "../../kafka/gateway";
import type { Isolation } from "./protocol/query";

/** How the reader is asked for what the page calls isolation. */
export function readerIsolation(
  isolation: Isolation,
): Pick<ReadRequest, "isolation"> & { readonly includeAborted: boolean } {
  switch (isolation) {
    case "committed":
      return { isolation: "readCommitted", includeAborted: false };
    case "withAborted":
      return { isolation: "readCommitted", includeAborted: true };
    case "uncommitted":
    case "everything":
      return { isolation: "readUncommitted", includeAborted: false };
  }
}

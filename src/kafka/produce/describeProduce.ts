import type { MessageToProduce } from "../model";
import type { ResultSummary } from "../reset/describeResult";
import type { ProduceResult } from "./applyProduce";

/** How it went, for a person. `ok`: it is written, and nothing else stands in its place. */
export function describeProduce(
  { topic, partition }: Pick<MessageToProduce, "topic" | "partition">,
  result: ProduceResult,
  format: (offset: bigint) => string = String,
): ResultSummary {
  const where = `${topic}, partition ${partition}`;
  switch (result.kind) {
    case "written": {
      const written = `Written to ${where}, offset ${format(result.offset)}.`;
      const { readBack } = result;
      if (readBack.kind === "same") return { ok: true, message: written };
      if (readBack.kind === "notRead") {
        return { ok: true, message: `${written} It could not be read back: ${readBack.reason}` };
      }
      return { ok: false, message: `${written} What was read back there is another message.` };
    }
    case "refused":
      return { ok: false, message: `Not written to ${where}: ${result.error.message}` };
    case "unknown": {
      const { error, foundAt } = result;
      const found =
        foundAt === undefined
          ? "It was not found there so far."
          : `A message like it stands at offset ${format(foundAt)} now.`;
      return { ok: false, message: `To ${where}: ${error.message} ${found}` };
    }
  }
}

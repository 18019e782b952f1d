import type { MessageToProduce } from "../model";
import type { ResultSummary } from "../reset/describeResult";
import type { ProduceResult, Trace } from "./applyProduce";

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
      const traced = describeTrace(result.trace, format);
      return { ok: false, message: `To ${where}: ${result.error.message} ${traced}` };
    }
  }
}

function describeTrace(trace: Trace, format: (offset: bigint) => string): string {
  switch (trace.kind) {
    case "found":
      return `A message like it stands at offset ${format(trace.offset)} now.`;
    case "notFound":
      return "It was not found there so far.";
    case "notRead":
      return `It could not be looked for there: ${trace.reason}`;
  }
}

import { checkAdvanced } from "./checkAdvanced";
import { checkRegistry } from "./checkRegistry";
import { checkSasl } from "./checkSasl";
import { checkTls } from "./checkTls";
import { parseBootstrapServers } from "../../kafka/connection/bootstrapServers";
import { KafkaError } from "../../kafka/errors";
import { error, type Findings } from "./findings";
import type { ConnectionDraft, Finding } from "./protocol";

/** What is wrong with a draft, and what to be careful about. It reads no file and asks nobody. */
export function checkDraft(draft: ConnectionDraft, takenNames: readonly string[]): Finding[] {
  return [
    ...checkName(draft.name.trim(), takenNames),
    ...checkServers(draft.bootstrapServers),
    ...checkSasl(draft),
    ...checkTls(draft),
    ...checkAdvanced(draft),
    ...checkRegistry(draft),
  ];
}

function checkName(name: string, takenNames: readonly string[]): Findings {
  if (name === "") return [error("name", "Enter a name.")];
  if (takenNames.includes(name)) return [error("name", "Another cluster has this name.")];
  return [];
}

function checkServers(text: string): Findings {
  try {
    parseBootstrapServers(text);
    return [];
  } catch (failure) {
    if (failure instanceof KafkaError) return [error("bootstrapServers", failure.message)];
    throw failure;
  }
}

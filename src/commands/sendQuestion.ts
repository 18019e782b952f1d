import type { ClusterProfile } from "../config/clusterProfile";
import { draftOfBytes } from "../documents/draftBytes";
import type { MessageDraft } from "../documents/messageDraft";
import { addressOf } from "../panels/reset/question";
import { counted, type FormatNumber } from "../ui/numberFormat";
import type { ChangeQuestion } from "./confirmChange";

const maxKeyCharacters = 80;

/** @param partition where it goes, chosen where the draft leaves it open */
export function sendQuestion(
  draft: MessageDraft,
  partition: number,
  { name, bootstrapServers }: Pick<ClusterProfile, "name" | "bootstrapServers">,
  format: FormatNumber,
): ChangeQuestion {
  const { topic, key, value, headers, timestampMs } = draft;
  const bytes = (content: Buffer): string => counted(content.length, "byte", format);
  const chosen = key === undefined ? "any, as there is no key" : "chosen by the key";
  return {
    question: `Send this message to ${topic}, partition ${partition}, on cluster ${name}?`,
    items: [
      ...(draft.partition === undefined ? [`Partition: ${partition} (${chosen})`] : []),
      `Key: ${key === undefined ? "none" : `${shortKey(key)} (${bytes(key)})`}`,
      `Value: ${value === undefined ? "null (tombstone)" : bytes(value)}`,
      `Headers: ${format(headers.length)}`,
      `Time: ${timestampMs === undefined ? "now" : new Date(Number(timestampMs)).toISOString()}`,
    ],
    detail: `A message that was sent cannot be taken back. ${addressOf(bootstrapServers)}`,
    verb: "Send Message",
    subjects: [topic],
  };
}

/** As it stands in a draft, in one line. */
function shortKey(key: Buffer): string {
  const text = draftOfBytes(key).json.replace(/\n\s*/g, " ");
  return text.length > maxKeyCharacters ? `${text.slice(0, maxKeyCharacters)}…` : text;
}

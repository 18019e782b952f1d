import { visibleText } from "../../decode/visibleText";
import type { Check, Diagnosis } from "../../kafka/diagnosis/diagnosis";
import type { ConnectionDraft } from "./protocol";
import { checkTitles } from "./testRun";

/** The checklist as text, to send to somebody who can help. There is no secret in it. */
export function testReport(draft: ConnectionDraft, { checks, isUsable }: Diagnosis): string {
  const { name, bootstrapServers, protocol, mechanism } = draft;
  const login = protocol.startsWith("SASL_") ? ` ${mechanism}` : "";
  const head = [
    `Connection of ${name.trim()}: ${isUsable ? "works" : "does not work"}`,
    `Bootstrap servers: ${bootstrapServers.trim()}`,
    `Security: ${protocol}${login}`,
    "",
  ];
  return `${visibleLines([...head, ...checks.flatMap(lines)])}\n`;
}

function lines({ name, address, status, finding, advice, elapsedMs }: Check): string[] {
  const where = address === undefined ? "" : ` ${address}`;
  const time = status === "skipped" ? "" : ` (${Math.round(elapsedMs)} ms)`;
  return [
    `[${status}] ${checkTitles[name]}${where}: ${finding}${time}`,
    ...(advice === undefined ? [] : [`    ${advice}`]),
  ];
}

const visibleLines = (texts: readonly string[]): string =>
  texts.map((text) => visibleText(text)).join("\n");

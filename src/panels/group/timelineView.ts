import { visibleText } from "../../decode/visibleText";
import type { Finding } from "../../kafka/explain/finding";
import type { GroupTimeline } from "../../kafka/watch/timeline";
import type { ExplainFinding, Timeline } from "./protocol";

/** The timeline with nothing in it that a broker could have made invisible. */
export function toTimeline(
  { fromMs, toMs, members, spans, states, events }: GroupTimeline,
  timeZone: string,
): Timeline {
  return {
    timeZone,
    fromMs,
    toMs,
    members: members.map((member) => ({
      ...member,
      memberId: visibleText(member.memberId),
      clientId: visibleText(member.clientId),
      host: visibleText(member.host),
    })),
    spans: spans.map(({ memberId, topic, ...span }) => ({
      ...span,
      topic: visibleText(topic),
      ...(memberId === undefined ? {} : { memberId: visibleText(memberId) }),
    })),
    states: states.map((span) => ({ ...span, state: visibleText(span.state) })),
    events: events.map((event) => ({ ...event, text: visibleText(event.text) })),
  };
}

export function toExplainFinding({
  severity,
  finding,
  evidence,
  nextStep,
}: Finding): ExplainFinding {
  return {
    severity,
    finding: visibleText(finding),
    evidence: evidence.map((line) => visibleText(line)),
    nextStep: visibleText(nextStep),
  };
}

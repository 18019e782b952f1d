import type { ProtocolChoice } from "./protocol/rebalance";

/**
 * How the group may agree on who reads what.
 * @param obstacle what keeps those from being chosen that need Kafka's own consumer, a sentence
 */
export function labProtocols(obstacle: string | undefined): readonly ProtocolChoice[] {
  return [
    {
      id: "range",
      label: "Range (classic)",
      detail: "Neighbouring partitions stay together: two members get 0 & 1 and 2 & 3.",
      obstacle: null,
    },
    {
      id: "roundRobin",
      label: "Round-robin (classic)",
      detail: "Partitions are dealt out one by one: two members get 0 & 2 and 1 & 3.",
      obstacle: null,
    },
    {
      id: "cooperativeSticky",
      label: "Cooperative sticky (classic)",
      detail:
        "Members keep what they have and give up only what moves. Kafka's own console consumer, which commits by itself.",
      obstacle: obstacle ?? null,
    },
    {
      id: "consumer",
      label: "Consumer (KIP-848)",
      detail:
        "The broker assigns, one member at a time, without stopping the others. It needs Kafka 4.0 or newer; a crash is noticed after the broker's own session timeout, 45 s by default. Kafka's own console consumer, which commits by itself.",
      obstacle: obstacle ?? null,
    },
  ];
}

/**
 * What the title of a column, or a label, stands for, where it is a word of Kafka that is explained: the host gives
 * all pages the words on their first element.
 */
export function explanationOf(title: string): string | undefined {
  const words: unknown = JSON.parse(document.documentElement.dataset["glossary"] ?? "{}");
  if (typeof words !== "object" || words === null) return undefined;
  const text: unknown = Object.entries(words).find(([key]) => key === title)?.[1];
  return typeof text === "string" ? text : undefined;
}

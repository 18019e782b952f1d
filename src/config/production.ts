import type { ClusterColor } from "./clusterSecurity";

const productionWords = new Set(["prod", "production", "prd"]);
const denials = new Set(["non", "not", "no", "pre"]);

/** Whether a cluster's name or colour says that people depend on it: "orders-prod", "euProd", not "preprod". */
export function looksLikeProduction(name: string, color: ClusterColor | undefined): boolean {
  if (color === "red") return true;
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return words.some(
    (word, index) => productionWords.has(word) && !denials.has(words[index - 1] ?? ""),
  );
}

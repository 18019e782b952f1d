import * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";
import { filterHelp, parseFilter, type TreeFilter } from "../views/treeFilter";

export interface FilterItem extends vscode.QuickPickItem {
  /** What choosing it filters by; undefined is no filter. Absent: it cannot be chosen. */
  readonly choose?: { readonly filter: TreeFilter | undefined };
}

/** Filters that are asked for often; chosen, they are added to what is written. */
const quickFilters: readonly (readonly [text: string, detail: string])[] = [
  ["lag>0", "groups that are behind"],
  ["state:Empty", "groups without members"],
  ["state:Stable", "groups whose members are reading"],
  ["state:PreparingRebalance,CompletingRebalance,Assigning,Reconciling", "groups that rebalance"],
  ["type:consumer", "groups of the new protocol (KIP-848)"],
  ["type:share,streams", "share and streams groups"],
];

/** What the prompt offers for what is written so far: that itself first, or what is wrong with it. */
export function filterItems(text: string, current: TreeFilter | undefined): readonly FilterItem[] {
  const written = text.trim();
  return [
    ...writtenItems(written, current),
    ...(current === undefined
      ? []
      : [item("Clear Filter", plainLabel(current.text), { filter: undefined })]),
    ...quickFilters.flatMap(([quick, detail]) => {
      const isSpokenOf = new RegExp(`(^|\\s)${keyOf(quick)}`, "i").test(written);
      const parsed = parseFilter(`${written} ${quick}`);
      const label = written === "" ? quick : `… and ${quick}`;
      return isSpokenOf || parsed.kind !== "filter" ? [] : [item(label, detail, parsed)];
    }),
  ];
}

/** "lag", "state:" or "type:". */
function keyOf(part: string): string {
  return /^[a-z]+:?/.exec(part)?.[0] ?? part;
}

function writtenItems(written: string, current: TreeFilter | undefined): readonly FilterItem[] {
  if (written === current?.text) return [];
  const parsed = parseFilter(written);
  switch (parsed.kind) {
    case "empty":
      return [];
    case "problem":
      return [
        { label: `$(error) ${plainLabel(parsed.message)}`, detail: filterHelp, alwaysShow: true },
      ];
    case "filter":
      return [item(`Filter by ${plainLabel(written)}`, "all parts have to fit", parsed)];
  }
}

function item(
  label: string,
  description: string,
  { filter }: { readonly filter: TreeFilter | undefined },
): FilterItem {
  return { label, description, alwaysShow: true, choose: { filter } };
}

/** Asks by what to filter. Undefined is no filter: an empty text takes it away. */
export async function askFilter(
  current: TreeFilter | undefined,
): Promise<TreeFilter | undefined | "cancelled"> {
  const prompt = vscode.window.createQuickPick<FilterItem>();
  prompt.title = "Filter Topics and Groups";
  prompt.placeholder = filterHelp;
  prompt.value = current?.text ?? "";
  const offer = (): void => {
    prompt.items = filterItems(prompt.value, current);
  };
  offer();
  return new Promise((resolve) => {
    prompt.onDidChangeValue(offer);
    prompt.onDidAccept(() => {
      const [chosen] = prompt.activeItems;
      if (chosen === undefined && prompt.value.trim() !== "") return;
      if (chosen !== undefined && chosen.choose === undefined) return;
      resolve(chosen?.choose?.filter);
      prompt.hide();
    });
    prompt.onDidHide(() => {
      resolve("cancelled");
      prompt.dispose();
    });
    prompt.show();
  });
}

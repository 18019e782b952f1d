import * as vscode from "vscode";
import type { ContextValue } from "../manifest";
import { visibleText } from "../decode/visibleText";
import { explained, type GlossaryTerm } from "../ui/glossary";

export interface ItemParts {
  readonly id: string;
  /** Already safe to show: `plainLabel` of what a broker sent. */
  readonly label: string;
  /** Parts of the description that are known; joined by a dot. */
  readonly description?: readonly (string | undefined)[];
  /** Name and value of each field, exact and as plain text. */
  readonly tooltip: readonly (readonly [field: string, value: string | undefined])[];
  /** The word of Kafka that the row is about, explained at the tooltip's end. */
  readonly explains?: GlossaryTerm;
  readonly icon: vscode.ThemeIcon;
  readonly contextValue?: ContextValue;
  readonly hasChildren?: boolean;
}

export function treeItem(parts: ItemParts): vscode.TreeItem {
  const { TreeItemCollapsibleState: state } = vscode;
  const item = new vscode.TreeItem(
    parts.label,
    parts.hasChildren === true ? state.Collapsed : state.None,
  );
  const description = (parts.description ?? []).filter((part) => part !== undefined).join(" · ");
  item.id = parts.id;
  item.description = description;
  const fields = parts.tooltip.flatMap(([field, value]) =>
    value === undefined ? [] : visibleText(`${field}: ${value}`),
  );
  const explanation = parts.explains === undefined ? [] : ["", explained(parts.explains)];
  item.tooltip = [...fields, ...explanation].join("\n");
  item.iconPath = parts.icon;
  if (parts.contextValue !== undefined) item.contextValue = parts.contextValue;
  item.accessibilityInformation = {
    label: description === "" ? parts.label : `${parts.label}, ${description}`,
  };
  return item;
}

export type IconColor = keyof typeof iconColors;

/** The theme's own colours, which suit it whether it is light or dark. */
const iconColors = {
  red: "charts.red",
  orange: "charts.orange",
  yellow: "charts.yellow",
  green: "charts.green",
  blue: "charts.blue",
  purple: "charts.purple",
  grey: "disabledForeground",
} as const;

export function icon(id: string, color?: IconColor): vscode.ThemeIcon {
  return color === undefined
    ? new vscode.ThemeIcon(id)
    : new vscode.ThemeIcon(id, new vscode.ThemeColor(iconColors[color]));
}

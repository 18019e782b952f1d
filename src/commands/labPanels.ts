import type * as vscode from "vscode";
import { panelIds } from "../manifest";
import { LabPanels } from "../panels/lab/panel";
import type { PanelFocus } from "../panels/panelFocus";
import { labObstacle } from "./labCluster";
import { labParts, type LabPartDeps } from "./labParts";

export interface LabPanelDeps extends LabPartDeps {
  readonly extensionUri: vscode.Uri;
  readonly focus: Pick<PanelFocus, "follow">;
}

/** The labs, each with its parts. */
export function labPanels(deps: LabPanelDeps): LabPanels {
  const { extensionUri, focus, report } = deps;
  return new LabPanels({
    viewType: panelIds.lab,
    extensionUri,
    focus,
    obstacle: (clusterId) => labObstacle(deps, clusterId),
    parts: (target, emit) => labParts(deps, target, emit),
    report,
  });
}

import type { LabOpened, LabTab } from "../../src/panels/lab/protocol";
import { button } from "../shared/controls";
import { element, icon } from "../shared/dom";
import { HostError } from "../shared/rpc";
import { Tabs } from "../shared/tabs";
import { ExercisesTab } from "./exercises/exercisesTab";
import type { LabHost, LabTabDeps, LabTabView } from "./labTabView";
import { OffsetsTab } from "./offsets/offsetsTab";
import { RebalanceTab } from "./rebalance/rebalanceTab";

const panelId = "lab-part";

const tabNames: Readonly<Record<LabTab, string>> = {
  rebalance: "Rebalance",
  offsets: "Offsets",
  exercises: "Exercises",
};

/** The lab: a row of tabs, one line for what went wrong, and the tab that was chosen. */
export class LabPage {
  private readonly tabs: Tabs<LabTab>;
  private readonly views: Readonly<Record<LabTab, LabTabView>>;
  private readonly started = new Set<LabTab>();
  private readonly cluster = element("span", { className: "muted lab-cluster" });
  private readonly notices = element("div", { attributes: { role: "status" } });
  private readonly panel = element("div", {
    className: "panel",
    attributes: { id: panelId, role: "tabpanel" },
  });
  private opened: LabOpened | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: LabHost,
  ) {
    const deps: LabTabDeps = {
      host,
      fail: (error) => {
        this.showFailure(error);
      },
    };
    this.views = {
      rebalance: new RebalanceTab(deps),
      offsets: new OffsetsTab(deps),
      exercises: new ExercisesTab(deps),
    };
    this.tabs = new Tabs<LabTab>(
      Object.entries(tabNames).map(([id, label]) => ({ id: id as LabTab, label })),
      {
        label: "Parts of the lab",
        panelId,
        onChoose: (tab) => {
          this.choose(tab);
          host.call("chooseTab", { tab }).catch(deps.fail);
        },
      },
    );
  }

  async start(): Promise<void> {
    this.panel.append(...Object.values(this.views).map((view) => view.element));
    const head = element("div", { className: "tab-bar" }, this.tabs.element, this.cluster);
    this.root.replaceChildren(head, this.notices, this.panel);
    this.host.on("showTab", ({ tab }) => {
      this.choose(tab);
    });
    try {
      const opened = await this.host.call("open", {});
      this.opened = opened;
      this.cluster.textContent = opened.clusterName;
      this.showObstacle(opened.obstacle);
      this.choose(opened.tab);
    } catch (error) {
      this.showFailure(error);
    }
  }

  private choose(tab: LabTab): void {
    this.tabs.update(tab);
    this.panel.setAttribute("aria-label", tabNames[tab]);
    for (const [id, view] of Object.entries(this.views)) view.element.hidden = id !== tab;
    if (this.opened === undefined || this.started.has(tab)) return;
    this.started.add(tab);
    this.views[tab].start(this.opened).catch((error: unknown) => {
      this.showFailure(error);
    });
  }

  private showObstacle(obstacle: string | null): void {
    if (obstacle !== null) this.notices.replaceChildren(notice("warning", obstacle));
  }

  private showFailure(error: unknown): void {
    if (error === undefined) {
      this.notices.replaceChildren();
      this.showObstacle(this.opened?.obstacle ?? null);
      return;
    }
    if (error instanceof HostError && error.kind === "cancelled") return;
    const text = error instanceof HostError ? error.message : "Something unexpected went wrong.";
    const close = button({
      label: "Dismiss",
      appearance: "icon",
      icon: "close",
      onClick: () => {
        this.showFailure(undefined);
      },
    });
    this.notices.replaceChildren(notice("error", text, close));
  }
}

function notice(severity: "warning" | "error", text: string, action?: HTMLElement): HTMLElement {
  return element(
    "div",
    { className: `notice ${severity}` },
    icon(severity),
    element("span", { className: "notice-text" }, text),
    action,
  );
}

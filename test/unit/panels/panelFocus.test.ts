import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { PanelFocus } from "../../../src/panels/panelFocus";
import { EventEmitter } from "../../support/vscode";

class Panel {
  readonly viewState = new EventEmitter<undefined>();
  readonly disposed = new EventEmitter<undefined>();
  readonly onDidChangeViewState = this.viewState.event;
  readonly onDidDispose = this.disposed.event;

  constructor(public active: boolean) {}

  activate(isActive: boolean): void {
    this.active = isActive;
    this.viewState.fire(undefined);
  }
}

describe("PanelFocus", () => {
  let focus: PanelFocus;
  let changes: number;

  beforeEach(() => {
    focus = new PanelFocus();
    changes = 0;
    focus.onDidChange(() => changes++);
  });
  afterEach(() => {
    focus.dispose();
  });

  const follow = (panel: Panel, clusterId: string): void => {
    focus.follow(panel as unknown as vscode.WebviewPanel, clusterId);
  };

  it("knows the cluster of the panel in front, also when two change places in either order", () => {
    const [a, b] = [new Panel(true), new Panel(false)];
    follow(a, "a");
    follow(b, "b");
    assert.equal(focus.clusterId, "a");
    b.activate(true);
    a.activate(false);
    assert.equal(focus.clusterId, "b");
    b.activate(false);
    a.activate(true);
    assert.equal(focus.clusterId, "a");
  });

  it("knows none when the panel is hidden or closed", () => {
    const panel = new Panel(true);
    follow(panel, "a");
    panel.activate(false);
    assert.equal(focus.clusterId, undefined);
    panel.activate(true);
    panel.disposed.fire(undefined);
    assert.equal(focus.clusterId, undefined);
    assert.equal(changes, 4);
  });
});

import assert from "node:assert/strict";
import { ClusterStatus } from "../../../src/views/clusterStatus";
import type { ClusterIdentity } from "../../../src/views/nodes";
import { EventEmitter, fakeWindow, type FakeStatusBarItem } from "../../support/vscode";

const demo: ClusterIdentity = {
  id: "d",
  name: "demo",
  bootstrapServers: ["a:1"],
  isReadOnly: false,
};
const production: ClusterIdentity = {
  ...demo,
  id: "p",
  name: "orders-prod $(x)",
  isReadOnly: true,
  isProduction: true,
  color: "purple",
};

describe("ClusterStatus", () => {
  let clusters: ClusterIdentity[];
  let changed: EventEmitter<{ readonly closedIds: readonly string[] }>;
  let panel: { clusterId: string | undefined };
  let row: { clusterId: string | undefined };
  let focused: EventEmitter<unknown>;
  let status: ClusterStatus;
  let item: FakeStatusBarItem;

  beforeEach(() => {
    fakeWindow.reset();
    clusters = [demo, production];
    changed = new EventEmitter();
    focused = new EventEmitter();
    const focus = { clusterId: undefined, onDidChange: focused.event };
    const [front, selected] = [{ ...focus }, { ...focus }];
    panel = front;
    row = selected;
    status = new ClusterStatus({ list: () => clusters, onDidChange: changed.event }, [
      front,
      selected,
    ]);
    const [created] = fakeWindow.statusBarItems;
    assert.ok(created);
    item = created;
  });
  afterEach(() => {
    status.dispose();
  });

  const show = (at: { clusterId: string | undefined }, clusterId: string | undefined): void => {
    at.clusterId = clusterId;
    focused.fire(undefined);
  };

  it("is hidden while nothing of a cluster is looked at", () => {
    assert.equal(item.isVisible, false);
    show(row, "d");
    assert.equal(item.isVisible, true);
    show(row, undefined);
    assert.equal(item.isVisible, false);
  });

  it("shows the selected row's cluster, and before it that of the panel in front", () => {
    show(row, "d");
    assert.equal(item.text, "$(server-environment) demo");
    show(panel, "p");
    assert.match(item.text, /orders-prod/);
    assert.equal(status.clusterId, "p");
    show(panel, undefined);
    assert.equal(item.text, "$(server-environment) demo");
  });

  it("marks production and read-only by colour, icon and words, and shows names as they are", () => {
    show(panel, "p");
    assert.match(item.text, /^\$\(lock\) orders-prod .* · production$/);
    assert.doesNotMatch(item.text, /\$\(x\)/);
    assert.equal(item.backgroundColor?.id, "statusBarItem.errorBackground");
    assert.equal(item.color, undefined);
    assert.match(item.accessibilityInformation?.label ?? "", /production, read-only, a:1$/);
    assert.match(item.tooltip, /production: read-only/);
  });

  it("shows a colour of its own for other clusters", () => {
    clusters = [{ ...demo, color: "green" }];
    show(row, "d");
    assert.equal(item.backgroundColor, undefined);
    assert.equal(item.color?.id, "charts.green");
  });

  it("follows the settings, and hides for a cluster that is gone", () => {
    show(row, "d");
    clusters = [{ ...demo, isReadOnly: true }];
    changed.fire({ closedIds: [] });
    assert.equal(item.text, "$(lock) demo");
    clusters = [];
    changed.fire({ closedIds: ["d"] });
    assert.equal(item.isVisible, false);
  });
});

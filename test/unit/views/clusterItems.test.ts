import assert from "node:assert/strict";
import type { BrokersNode } from "../../../src/views/nodes";
import {
  identity,
  cluster,
  below,
  description,
  show,
  iconOf,
  tooltipOf,
} from "../../support/treeNodes";

describe("tree item of a cluster", () => {
  it("shows where to connect before it is connected", () => {
    const item = show(cluster);
    assert.equal(item.label, "demo");
    assert.equal(item.description, "localhost:19092");
    assert.equal(item.contextValue, "cluster");
    assert.equal(item.collapsibleState, 1);
    assert.equal(item.accessibilityInformation?.label, "demo, localhost:19092");
  });

  it("shows the number of brokers after the first load", () => {
    const item = show(cluster, { kind: "cluster", id: "c", value: { brokerCount: 3 } });
    assert.equal(item.description, "localhost:19092 · 3 brokers");
  });

  it("marks one that cannot be reached", () => {
    const failure = { sentence: "Nothing is listening at localhost:19092.", advice: "" };
    const value = { brokerCount: undefined, failure };
    const item = show(cluster, { kind: "cluster", id: "c", value });
    assert.equal(item.description, "localhost:19092 · not reachable");
    assert.equal(iconOf(item), "warning");
    assert.match(tooltipOf(item), /Nothing is listening/);
  });

  it("says that it is read-only, in words and by its icon", () => {
    const item = show({ ...cluster, cluster: { ...identity, isReadOnly: true } });
    assert.equal(item.description, "localhost:19092 · read-only");
    assert.equal(iconOf(item), "lock");
  });

  it("says that it is production, in words and by its colour", () => {
    const item = show({ ...cluster, cluster: { ...identity, isProduction: true } });
    assert.equal(item.description, "localhost:19092 · production");
    assert.equal(iconOf(item), "circle-filled");
    const icon = item.iconPath as { readonly color?: { readonly id: string } };
    assert.equal(icon.color?.id, "charts.red");
  });

  it("shows the colour that was chosen, on the lock too", () => {
    const chosen = { ...identity, isReadOnly: true, isProduction: true, color: "purple" } as const;
    const item = show({ ...cluster, cluster: chosen });
    assert.equal(item.description, "localhost:19092 · production · read-only");
    assert.equal(iconOf(item), "lock");
    const icon = item.iconPath as { readonly color?: { readonly id: string } };
    assert.equal(icon.color?.id, "charts.purple");
  });

  it("abbreviates several bootstrap servers and keeps them all in the tooltip", () => {
    const item = show({ ...cluster, cluster: { ...identity, bootstrapServers: ["a:1", "b:2"] } });
    assert.equal(item.description, "a:1 +1");
    assert.match(tooltipOf(item), /a:1, b:2/);
  });
});

describe("tree items of brokers", () => {
  const brokers: BrokersNode = {
    kind: "brokers",
    id: "c/brokers",
    parent: cluster,
    ...below,
    brokers: [description.coordinator],
    fencedBrokers: [],
    controllerId: 1,
  };

  it("count them and name the controller", () => {
    assert.equal(show(brokers).description, "1 · controller 1");
    assert.equal(show({ ...brokers, controllerId: undefined }).description, "1 · no controller");
  });

  it("count and name those that are registered and do not serve", () => {
    const { coordinator } = description;
    const fencedBrokers = [2, 3].map((nodeId) => ({ ...coordinator, nodeId }));
    const item = show({ ...brokers, fencedBrokers });
    assert.equal(item.description, "1 · 2 fenced · controller 1");
    assert.match(tooltipOf(item), /Fenced.*2, 3/);
    assert.doesNotMatch(tooltipOf(show(brokers)), /Fenced/);
  });

  it("show address and rack", () => {
    const item = show({
      kind: "broker",
      id: "c/brokers/1",
      parent: brokers,
      ...below,
      broker: { ...description.coordinator, rack: "eu-1" },
      isController: true,
    });
    assert.equal(item.label, "1");
    assert.equal(item.description, "broker-1:9092 · rack eu-1 · controller");
    assert.equal(item.collapsibleState, 0);
  });
});

import assert from "node:assert/strict";
import { arrangeCommands } from "../../../src/commands/arrange";
import { filterItems, type FilterItem } from "../../../src/commands/filterPrompt";
import { Pickers } from "../../../src/commands/pickers";
import { Pins } from "../../../src/views/pins";
import { TreeArrangement } from "../../../src/views/treeArrangement";
import { parseFilter, type TreeFilter } from "../../../src/views/treeFilter";
import { MemoryStore } from "../../support/memoryStore";
import { groupNode, topicNode } from "../../support/treeNodes";
import { EventEmitter, fakeWindow, window } from "../../support/vscode";

function filterOf(text: string): TreeFilter {
  const parsed = parseFilter(text);
  assert.ok(parsed.kind === "filter");
  return parsed.filter;
}

/** A quick pick as a person types into it and presses Enter. */
class FakeFilterPrompt {
  private readonly changes = new EventEmitter<string>();
  private readonly accepts = new EventEmitter<undefined>();
  private readonly hides = new EventEmitter<undefined>();
  readonly onDidChangeValue = this.changes.event;
  readonly onDidAccept = this.accepts.event;
  readonly onDidHide = this.hides.event;
  value = "";
  items: readonly FilterItem[] = [];
  isDisposed = false;

  get activeItems(): readonly FilterItem[] {
    return this.items.slice(0, 1);
  }

  type(text: string): void {
    this.value = text;
    this.changes.fire(text);
  }

  accept(): void {
    this.accepts.fire(undefined);
  }

  show(): void {
    assert.ok(!this.isDisposed);
  }

  hide(): void {
    this.hides.fire(undefined);
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

describe("what the filter's prompt offers", () => {
  const labels = (text: string, current?: string): string[] =>
    filterItems(text, current === undefined ? undefined : filterOf(current)).map(
      ({ label }) => label,
    );

  it("is what is written first, then what may be added to it", () => {
    const [first, ...others] = labels("state:Empty");
    assert.equal(first, "Filter by state:Empty");
    assert.ok(others.includes("… and lag>0"));
    assert.ok(!others.some((label) => label.includes("state:")));
  });

  it("are filters to choose from when nothing is written", () => {
    assert.ok(labels("").includes("lag>0"));
  });

  it("is what is wrong, which cannot be chosen", () => {
    const items = filterItems("lag>x", undefined);
    assert.match(items[0]?.label ?? "", /whole number/);
    assert.ok(items.every(({ choose }) => choose === undefined));
  });

  it("is to take away the filter that is in force", () => {
    assert.equal(labels("lag>5", "lag>5")[0], "Clear Filter");
  });

  it("shows what a person wrote as text, without icons", () => {
    assert.equal(labels("$(x)")[0], "Filter by $\u2060(x)");
  });
});

describe("arranging commands", () => {
  let arrangement: TreeArrangement;
  let pins: Pins;
  let prompt: FakeFilterPrompt;
  let commands: ReturnType<typeof arrangeCommands>;

  beforeEach(() => {
    fakeWindow.reset();
    arrangement = new TreeArrangement(new MemoryStore());
    pins = new Pins(new MemoryStore());
    prompt = new FakeFilterPrompt();
    Object.assign(window, { createQuickPick: () => prompt });
    const pickers = new Pickers({ list: () => [], get: () => undefined }, String);
    commands = arrangeCommands({ arrangement, pins, pickers });
  });
  afterEach(() => {
    Reflect.deleteProperty(window, "createQuickPick");
  });

  async function filter(text: string): Promise<void> {
    const asking = commands["kafkaOffsets.filter"]();
    prompt.type(text);
    prompt.accept();
    prompt.hide();
    await asking;
  }

  it("filter by what is written, begin with what is in force, and clear it", async () => {
    await filter("lag>100 billing-*");
    assert.equal(arrangement.filter?.text, "lag>100 billing-*");
    prompt = new FakeFilterPrompt();
    const asking = commands["kafkaOffsets.filter"]();
    assert.equal(prompt.value, "lag>100 billing-*");
    prompt.hide();
    await asking;
    assert.equal(arrangement.filter.text, "lag>100 billing-*", "Escape changes nothing");
    await commands["kafkaOffsets.clearFilter"]();
    assert.equal(arrangement.filter, undefined);
  });

  it("do not take what they do not understand", async () => {
    await filter("stat:x");
    assert.equal(arrangement.filter, undefined);
    assert.ok(prompt.isDisposed);
  });

  it("sort by what is chosen, and say what is in use", async () => {
    fakeWindow.answer("showQuickPick", (items: readonly { readonly label: string }[]) =>
      items.find(({ label }) => label === "Lag"),
    );
    await commands["kafkaOffsets.sortGroups"]();
    assert.equal(arrangement.groupOrder, "lag");
    const [items] = fakeWindow.calls[0]?.args ?? [];
    assert.match(JSON.stringify(items), /from A to Z · in use/);
  });

  it("pin and unpin all the rows that are selected", async () => {
    const rows = [groupNode(), topicNode()];
    await commands["kafkaOffsets.pin"](rows[0], rows);
    assert.ok(pins.has("c", "group", "billing") && pins.has("c", "topic", "orders"));
    await commands["kafkaOffsets.unpin"](rows[0], rows.slice(0, 1));
    assert.ok(!pins.has("c", "group", "billing") && pins.has("c", "topic", "orders"));
  });

  it("show hidden groups and hide them again", async () => {
    await commands["kafkaOffsets.showHiddenGroups"]();
    assert.equal(arrangement.showsHidden, true);
    await commands["kafkaOffsets.hideHiddenGroups"]();
    assert.equal(arrangement.showsHidden, false);
  });
});

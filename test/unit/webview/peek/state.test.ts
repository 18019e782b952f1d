import assert from "node:assert/strict";
import type { Opened } from "../../../../src/panels/peek/protocol/opened";
import type { Format } from "../../../../webview/peek/draft";
import { restore } from "../../../../webview/peek/savedView";
import type { Action } from "../../../../webview/peek/action";
import { initialState } from "../../../../webview/peek/peekState";
import type { PeekState } from "../../../../webview/peek/peekState";
import { next, wantedFormat } from "../../../../webview/peek/state";
import { sampleDetails, sampleOpened, samplePage, sampleQuery, sampleSearch } from "./samples";

const after = (...actions: readonly Action[]): PeekState => actions.reduce(next, initialState);

const open = (change: Partial<Opened> = {}): Action => {
  const one = sampleOpened(change);
  return { kind: "opened", opened: one, restored: restore(one, undefined) };
};
const opened = open();
const read: Action = { kind: "readDone", page: samplePage() };
const selected: Action = {
  kind: "selected",
  message: { topic: "orders", partition: 0, offset: "19205" },
};

const shownOffsets = (state: PeekState): (string | undefined)[] =>
  state.rows.map((row) => (row.kind === "message" ? row.offset : undefined));

describe("the peek page's state", () => {
  it("begins with what the host opened", () => {
    const state = after(opened);
    assert.equal(state.draft?.topicsText, "orders");
    assert.equal(state.draft.kind, "latest");
    assert.equal(state.page, undefined);
  });

  it("shows at once the page the host still holds", () => {
    const state = after(open({ page: samplePage() }));
    assert.equal(state.rows.length, 2);
  });

  it("turns the rows around without another read", () => {
    const newest = after(opened, read);
    assert.deepEqual(shownOffsets(newest), ["19205", "19204"]);
    const oldest = next(newest, { kind: "ordered", order: "oldestFirst" });
    assert.deepEqual(shownOffsets(oldest), ["19204", "19205"]);
    assert.equal(oldest.page, newest.page);
  });

  it("keeps the rows while it reads and when reading fails", () => {
    const reading = after(opened, read, { kind: "started", activity: "older" });
    assert.equal(reading.rows.length, 2);
    const failed = next(reading, {
      kind: "failed",
      problem: { message: "No.", retry: "older" },
    });
    assert.equal(failed.rows.length, 2);
    assert.equal(failed.problem?.retry, "older");
    assert.equal(failed.activity, undefined);
  });

  it("forgets what was wrong with what was typed once rows are shown by it, and no other problem", () => {
    const format = { ...wantedFormat(after(opened)) } as Format;
    const formatted: Action = { kind: "formatted", page: samplePage(), format };
    const told = after(opened, read, { kind: "told", message: "missing closing )" });
    assert.equal(next(told, formatted).problem, undefined);
    const failed = after(opened, read, {
      kind: "failed",
      problem: { message: "No.", retry: "older" },
    });
    assert.equal(next(failed, formatted).problem?.retry, "older");
  });

  it("forgets the problem when a read begins", () => {
    const failed = after(opened, {
      kind: "failed",
      problem: { message: "No.", retry: "read" },
    });
    const again = next(failed, { kind: "started", activity: "read", query: sampleQuery });
    assert.equal(again.problem, undefined);
    assert.equal(again.query, sampleQuery);
  });

  it("drops details of a message that is no longer the selected one", () => {
    const state = after(opened, read, selected);
    const late: Action = { kind: "detailsDone", details: sampleDetails({ offset: "19204" }) };
    assert.equal(next(state, late).details, undefined);
    assert.ok(next(state, { kind: "detailsDone", details: sampleDetails() }).details);
  });

  it("keeps the selection over a page that still holds the message, and drops it otherwise", () => {
    const state = after(opened, read, selected, { kind: "detailsDone", details: sampleDetails() });
    assert.ok(next(state, read).details);
    const other = next(state, { kind: "readDone", page: samplePage({ rows: [] }) });
    assert.equal(other.selected, undefined);
    assert.equal(other.details, undefined);
  });

  it("takes a new position from the host, in the order that fits it", () => {
    const query = { ...sampleQuery, position: { kind: "earliest" } as const };
    const state = after(opened, read, { kind: "seek", query });
    assert.equal(state.draft?.kind, "earliest");
    assert.equal(state.order, "oldestFirst");
  });

  it("puts what is sought at the top once another kind of position is chosen", () => {
    const sought = after(opened, read, { kind: "edited", change: { kind: "timestamp" } });
    assert.equal(sought.order, "oldestFirst");
    assert.deepEqual(shownOffsets(sought), ["19205", "19204"]);
    assert.deepEqual(shownOffsets(next(sought, read)), ["19204", "19205"]);
    assert.equal(next(sought, { kind: "edited", change: { kind: "latest" } }).order, "newestFirst");
  });

  it("keeps the order a person chose, whatever is read from then on", () => {
    const chosen = after(opened, read, { kind: "ordered", order: "oldestFirst" });
    const kinds = ["timestamp", "last", "committed", "latest"] as const;
    for (const kind of kinds) {
      const moved = next(chosen, { kind: "edited", change: { kind } });
      assert.equal(moved.order, "oldestFirst");
      assert.deepEqual(shownOffsets(next(moved, read)), ["19204", "19205"]);
    }
  });

  it("shows what comes from outside of the panel in its own order, chosen or not", () => {
    const query = { ...sampleQuery, position: { kind: "earliest" } as const };
    const chosen = after(opened, read, { kind: "ordered", order: "newestFirst" });
    const sought = next(chosen, { kind: "seek", query });
    assert.equal(sought.order, "oldestFirst");
    assert.equal(next(sought, { kind: "edited", change: { kind: "latest" } }).order, "newestFirst");
  });

  it("lists hits as they are found, and then goes back to the chosen order", () => {
    const begun: Action = { kind: "searchBegun", page: sampleSearch([]) };
    const chosen = after(opened, read, { kind: "ordered", order: "newestFirst" }, begun);
    assert.equal(chosen.order, "oldestFirst");
    const again = next(chosen, { kind: "started", activity: "read", query: sampleQuery });
    assert.equal(again.order, "newestFirst");
  });

  it("keeps the chosen order while the same kind of position is edited", () => {
    const chosen = after(
      opened,
      { kind: "edited", change: { kind: "offset" } },
      { kind: "ordered", order: "newestFirst" },
      { kind: "edited", change: { kind: "offset", offsetText: "5" } },
    );
    assert.equal(chosen.order, "newestFirst");
  });
});

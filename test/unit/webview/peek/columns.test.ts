import assert from "node:assert/strict";
import {
  completed,
  isShown,
  pathsOf,
  usualColumns,
  withHidden,
  withMoved,
  withPath,
  withWidth,
  withoutColumn,
} from "../../../../webview/peek/columns";

const shown = (topics: number): string[] =>
  usualColumns.filter((column) => isShown(column, topics)).map(({ id }) => id);

describe("the columns of messages", () => {
  it("show the topic where there are several, and the size when it is asked for", () => {
    const usual = ["partition", "offset", "time", "key", "value", "headers"];
    assert.deepEqual(shown(1), usual);
    assert.deepEqual(shown(2), ["topic", ...usual]);
    const asked = withHidden(withHidden(usualColumns, "size", false), "topic", true);
    assert.ok(isShown(asked.find(({ id }) => id === "size") ?? { id: "" }, 1));
    assert.ok(!isShown(asked.find(({ id }) => id === "topic") ?? { id: "" }, 5));
  });

  it("move within bounds", () => {
    const ids = (columns: typeof usualColumns): string[] => columns.map(({ id }) => id);
    assert.deepEqual(ids(withMoved(usualColumns, "partition", -1)).slice(0, 2), [
      "partition",
      "topic",
    ]);
    assert.deepEqual(withMoved(usualColumns, "topic", -1), usualColumns);
    assert.equal(ids(withMoved(usualColumns, "key", 99)).at(-1), "key");
    assert.equal(withMoved(usualColumns, "none", 1), usualColumns);
  });

  it("keep a width that can be seen and used", () => {
    const width = (widthPx: number): number | undefined =>
      withWidth(usualColumns, "key", widthPx).find(({ id }) => id === "key")?.widthPx;
    assert.equal(width(100.4), 100);
    assert.equal(width(-5), 40);
    assert.equal(width(1e6), 4000);
  });

  it("ask for the paths of shown columns, each once", () => {
    const added = withPath(withPath(usualColumns, "$.a"), "$.b");
    assert.deepEqual(pathsOf(withPath(added, "$.a")), ["$.a", "$.b"]);
    const hidden = withHidden(added, "path:$.a", true);
    assert.deepEqual(pathsOf(hidden), ["$.b"]);
    assert.deepEqual(pathsOf(withPath(hidden, "$.a")), ["$.a", "$.b"]);
    assert.deepEqual(pathsOf(withoutColumn(added, "path:$.a")), ["$.b"]);
  });

  it("are completed from what another version saved", () => {
    const saved = [{ id: "value" }, { id: "gone" }, { id: "path:$.a" }, { id: "value" }];
    const ids = completed(saved).map(({ id }) => id);
    assert.deepEqual(ids.slice(0, 2), ["value", "path:$.a"]);
    assert.equal(ids.length, usualColumns.length + 1);
  });
});

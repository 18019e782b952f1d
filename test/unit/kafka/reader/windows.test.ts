import assert from "node:assert/strict";
import {
  firstWindow,
  nextWindow,
  smallerWindow,
  type ReadWindow,
} from "../../../../src/kafka/reader/windows";

/** Goes down to the start of the log, finding so many messages in each window. */
function windowsDown(
  start: bigint,
  end: bigint,
  found: (window: ReadWindow) => number,
): ReadWindow[] {
  const windows: ReadWindow[] = [];
  let window = firstWindow(start, end, 100);
  while (window.from < window.to) {
    windows.push(window);
    window = nextWindow(start, window, found(window));
  }
  return windows;
}

describe("firstWindow", () => {
  it("lies right below the end and holds what is expected", () => {
    assert.deepEqual(firstWindow(0n, 1000n, 100), { from: 900n, to: 1000n });
  });

  it("does not begin before the start", () => {
    assert.deepEqual(firstWindow(950n, 1000n, 100), { from: 950n, to: 1000n });
  });

  it("is not tiny, because a request costs more than a few messages", () => {
    assert.deepEqual(firstWindow(0n, 1000n, 1), { from: 984n, to: 1000n });
  });

  it("is empty for an empty log", () => {
    assert.deepEqual(firstWindow(7n, 7n, 100), { from: 7n, to: 7n });
  });
});

describe("nextWindow", () => {
  it("keeps its size where there is no gap", () => {
    assert.deepEqual(nextWindow(0n, { from: 900n, to: 1000n }, 100), { from: 800n, to: 900n });
  });

  it("doubles where less than half of the offsets hold messages", () => {
    assert.deepEqual(nextWindow(0n, { from: 900n, to: 1000n }, 49), { from: 700n, to: 900n });
  });

  it("crosses a gap of a billion offsets in few steps", () => {
    const windows = windowsDown(0n, 1_000_000_000n, () => 0);
    assert.ok(windows.length < 20, `${windows.length} windows`);
    assert.equal(windows.at(-1)?.from, 0n);
  });

  it("leaves out no offset and reads none twice", () => {
    const windows = windowsDown(17n, 123_456n, ({ from }) => Number(from % 200n));
    for (const [index, window] of windows.entries()) {
      assert.equal(window.to, windows[index - 1]?.from ?? 123_456n);
    }
    assert.equal(windows.at(-1)?.from, 17n);
  });
});

describe("smallerWindow", () => {
  it("is the upper quarter", () => {
    assert.deepEqual(smallerWindow({ from: 0n, to: 1000n }), { from: 750n, to: 1000n });
  });

  it("is never empty", () => {
    assert.deepEqual(smallerWindow({ from: 9n, to: 10n }), { from: 9n, to: 10n });
  });
});

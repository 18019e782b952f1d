import assert from "node:assert/strict";
import { Disposables } from "../../../src/ui/disposables";

describe("Disposables", () => {
  const recorder = (): { log: string[]; item: (name: string) => { dispose(): void } } => {
    const log: string[] = [];
    return { log, item: (name) => ({ dispose: () => void log.push(name) }) };
  };

  it("disposes in reverse order, once", () => {
    const { log, item } = recorder();
    const owner = new Disposables();
    owner.add(item("first"));
    owner.add(item("second"));
    owner.dispose();
    owner.dispose();
    assert.deepEqual(log, ["second", "first"]);
  });

  it("disposes at once what is added too late", () => {
    const { log, item } = recorder();
    const owner = new Disposables();
    owner.dispose();
    owner.add(item("late"));
    assert.deepEqual(log, ["late"]);
  });
});

import assert from "node:assert/strict";
import { pause } from "../../../../src/kafka/connection/deadline";
import { Bell } from "../../../../src/kafka/tail/bell";
import { timerCount } from "../../../support/processActivity";

describe("Bell", () => {
  let bell: Bell;

  beforeEach(() => {
    bell = new Bell();
  });

  it("keeps a ring for who waits next, once", async () => {
    bell.ring();
    bell.ring();
    await bell.wait(60_000, undefined);
    const waiting = bell.wait(60_000, undefined);
    bell.ring();
    await waiting;
  });

  it("waits also where no timer is that long", async () => {
    let hasEnded = false;
    const waiting = bell.wait(2 ** 40, undefined).then(() => {
      hasEnded = true;
    });
    // a timer whose time is too large fires after 1 ms, so before this one
    await pause(2, undefined);
    assert.equal(hasEnded, false);
    bell.ring();
    await waiting;
  });

  it("leaves no timer behind when it rings, nor when the signal is aborted", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const before = timerCount();
    const rung = bell.wait(60_000, undefined);
    bell.ring();
    await rung;
    const controller = new AbortController();
    const aborted = bell.wait(60_000, controller.signal);
    controller.abort();
    await aborted;
    assert.equal(timerCount(), before);
  });
});

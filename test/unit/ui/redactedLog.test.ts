import assert from "node:assert/strict";
import { redactedLog } from "../../../src/ui/redactedLog";

describe("redactedLog", () => {
  it("writes nothing that was not redacted before, at any level", () => {
    const lines: string[] = [];
    const keep =
      (level: string) =>
      (message?: string): void => {
        lines.push(`${level} ${message ?? ""}`);
      };
    const log = redactedLog(
      {
        debug: keep("debug"),
        info: keep("info"),
        warn: keep("warn"),
        error: keep("error"),
        show: keep("show"),
      },
      (text) => text.replace("canary", "-"),
    );
    log.debug("a canary");
    log.info("b canary");
    log.warn("c canary");
    log.error("d canary");
    log.show();
    assert.deepEqual(lines, ["debug a -", "info b -", "warn c -", "error d -", "show "]);
  });
});

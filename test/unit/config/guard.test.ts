import assert from "node:assert/strict";
import { WriteGuard } from "../../../src/config/guard";

const writable = { name: "demo", isReadOnly: false };

describe("WriteGuard", () => {
  it("allows writing to a writable cluster in a trusted workspace", () => {
    assert.deepEqual(new WriteGuard(() => true).mayWrite(writable), { allowed: true });
  });

  it("refuses a read-only cluster and names it", () => {
    const permission = new WriteGuard(() => true).mayWrite({ ...writable, isReadOnly: true });
    assert.ok(!permission.allowed);
    assert.match(permission.reason, /"demo" is set to read-only/);
  });

  it("refuses every cluster in an untrusted workspace", () => {
    const permission = new WriteGuard(() => false).mayWrite(writable);
    assert.ok(!permission.allowed);
    assert.match(permission.reason, /Restricted Mode/);
  });

  it("asks for the trust at every call: it may be granted later", () => {
    let isTrusted = false;
    const guard = new WriteGuard(() => isTrusted);
    assert.equal(guard.mayWrite(writable).allowed, false);
    isTrusted = true;
    assert.equal(guard.mayWrite(writable).allowed, true);
  });
});

import assert from "node:assert/strict";
import { nameToType, WriteGuard } from "../../../src/config/guard";

const writable = { name: "demo", isReadOnly: false };

describe("WriteGuard", () => {
  it("allows writing to a writable cluster in a trusted workspace", () => {
    assert.deepEqual(new WriteGuard(() => true).mayWrite(writable), { allowed: true });
  });

  it("refuses a read-only cluster and names it", () => {
    const permission = new WriteGuard(() => true).mayWrite({ ...writable, isReadOnly: true });
    assert.ok(!permission.allowed);
    assert.match(permission.reason, /"demo" is read-only/);
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

  it("lets nobody change the list of clusters in an untrusted workspace", () => {
    assert.deepEqual(new WriteGuard(() => true).mayConfigure(), { allowed: true });
    const permission = new WriteGuard(() => false).mayConfigure();
    assert.ok(!permission.allowed);
    assert.match(permission.reason, /added or changed .* Restricted Mode/);
  });
});

describe("nameToType", () => {
  const production = { name: "orders-prod", isProduction: true };

  it("asks for nothing where the cluster is no production cluster", () => {
    assert.equal(nameToType({ name: "demo" }, ["billing"]), undefined);
    assert.equal(nameToType({ name: "demo", isProduction: false }, []), undefined);
  });

  it("asks for the name of the one group or topic that is written to", () => {
    assert.equal(nameToType(production, ["billing"]), "billing");
    assert.equal(nameToType(production, ["группа 1 [x](y)"]), "группа 1 [x](y)");
  });

  for (const [what, subjects] of [
    ["several", ["billing", "orders"]],
    ["none", []],
    ["an empty name", [""]],
    ["a name with characters that nobody sees", ["bil\u202eling"]],
    ["a name that ends in white space", ["billing "]],
  ] as const) {
    it(`asks for the cluster's name for ${what}`, () => {
      assert.equal(nameToType(production, subjects), "orders-prod");
    });
  }
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { groupName, plainLabel } from "../../../src/ui/plainText";

describe("plainLabel", () => {
  it("keeps text from becoming an icon or a link", () => {
    assert.doesNotMatch(plainLabel("$(trash) x"), /\$\(/);
    assert.doesNotMatch(plainLabel("[x](command:evil)"), /\]\(/);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "]", "(", "a", "\u2060") }), (text) => {
        assert.doesNotMatch(plainLabel(text), /[$\]]\(/);
      }),
    );
  });

  it("makes visible what could reorder or hide a name, and leaves any script alone", () => {
    assert.equal(plainLabel("user\u202egnp"), "user⟨U+202E⟩gnp");
    for (const text of ["orders-v1", "Übung", "注文", "заказы", "a b"]) {
      assert.equal(plainLabel(text), text);
    }
  });
});

describe("groupName", () => {
  it("names the group whose id is empty", () => {
    assert.equal(groupName(""), "(empty group id)");
    assert.equal(groupName("billing"), "billing");
  });
});

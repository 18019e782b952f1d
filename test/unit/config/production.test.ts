import assert from "node:assert/strict";
import { looksLikeProduction } from "../../../src/config/production";

describe("looksLikeProduction", () => {
  for (const name of ["prod", "PRODUCTION", "orders-prod", "prod_eu1", "euProd", "kafka.prd.1"]) {
    it(`takes ${name} for production`, () => {
      assert.equal(looksLikeProduction(name, undefined), true);
    });
  }
  for (const name of ["demo", "preprod", "pre-prod", "non-prod", "nonProd", "products", ""]) {
    it(`does not take "${name}" for production`, () => {
      assert.equal(looksLikeProduction(name, "green"), false);
    });
  }
  it("takes red for production, whatever the name", () => {
    assert.equal(looksLikeProduction("demo", "red"), true);
  });
});

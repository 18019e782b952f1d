import { divideCases } from "../../fuzz/fuzzProperty";
import { fuzzProperties } from "../../fuzz/properties";

/** `npm run fuzz` tries many more, and ends a case that hangs. */
const allCases = 50_000;

describe("whatever it is given,", function () {
  this.timeout(60_000);
  const seed = Date.now() | 0;

  for (const [property, cases] of divideCases(fuzzProperties, allCases)) {
    it(property.title, () => {
      property.run({ seed, cases });
    });
  }
});

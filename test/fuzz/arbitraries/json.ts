import fc from "fast-check";

/** Values that parsers trip over. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    "__proto__",
    "constructor",
    -1,
    1.5,
    2 ** 53,
    NaN,
    Infinity,
    "9223372036854775808",
    {},
    [],
    { __proto__: null },
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse("[".repeat(2_000) + "]".repeat(2_000)),
    "x".repeat(100_000),
    Array.from({ length: 10_000 }, () => 0),
  ),
  fc.anything({ maxDepth: 2 }),
);

const changes = fc.array(
  fc.record({ at: fc.nat(0xffff), value: odd, do: fc.constantFrom("replace", "add", "remove") }),
  { maxLength: 3 },
);

/** One of the samples, plain data, with up to three of its places changed. */
export function changedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.tuple(fc.constantFrom(...samples), changes).map(([sample, all]) => {
    const root = { value: structuredClone(sample) };
    for (const change of all) {
      const places = placesIn(root);
      const place = places[change.at % places.length];
      if (place === undefined) continue;
      const { holder, key } = place;
      if (change.do === "remove") Reflect.deleteProperty(holder, key);
      else if (change.do === "replace") holder[key] = structuredClone(change.value);
      else holder[`${key}x`] = structuredClone(change.value);
    }
    return root.value;
  });
}

type Holder = Record<string, unknown>;

interface Place {
  readonly holder: Holder;
  readonly key: string;
}

function placesIn(value: unknown, depth = 0): Place[] {
  if (typeof value !== "object" || value === null || depth > 6) return [];
  const holder = value as Holder;
  return Object.keys(holder)
    .slice(0, 50)
    .flatMap((key) => [{ holder, key }, ...placesIn(holder[key], depth + 1)]);
}

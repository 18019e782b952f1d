import fc from "fast-check";

/** Something done to bytes at a place, which is taken modulo their length. */
type Damage =
  | { readonly do: "set"; readonly at: number; readonly byte: number }
  | { readonly do: "claim"; readonly at: number; readonly claim: string }
  | { readonly do: "insert"; readonly at: number; readonly bytes: Uint8Array }
  | { readonly do: "repeat"; readonly at: number; readonly length: number; readonly times: number }
  | { readonly do: "cut"; readonly at: number };

/** Lengths and counts that no bytes can hold, as Kafka and others write them. */
const claims = [
  "7fffffff",
  "80000000",
  "ffffffff",
  "10000000",
  "00ffffff",
  "7fff",
  "ffff",
  "ffffffff0f",
  "ffffffffffffffff7f",
  "7fffffffffffffff",
  "00000000",
];

const place = fc.nat(0xffff);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("set" as const), at: place, byte: fc.nat(255) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("claim" as const),
      at: place,
      claim: fc.constantFrom(...claims),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("insert" as const),
      at: place,
      bytes: fc.uint8Array({ maxLength: 16 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("repeat" as const),
      at: place,
      length: fc.integer({ min: 1, max: 64 }),
      times: fc.integer({ min: 1, max: 200 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cut" as const), at: place }) },
);

/** One of the samples after up to six damages, and now and then noise instead. */
export function damaged(samples: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const sample = fc.nat(samples.length - 1);
  const changed = fc
    .tuple(sample, fc.array(damage, { maxLength: 6 }))
    .map(([index, damages]) => damages.reduce(inflict, samples[index] ?? Buffer.alloc(0)));
  return fc.oneof({ weight: 5, arbitrary: changed }, { weight: 1, arbitrary: noise(400) });
}

export function noise(maxLength: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes));
}

function inflict(bytes: Buffer, one: Damage): Buffer {
  const at = bytes.length === 0 ? 0 : one.at % bytes.length;
  const [head, rest] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (one.do) {
    case "set":
      return Buffer.concat([head, Buffer.of(one.byte), rest.subarray(1)]);
    case "claim": {
      const claim = Buffer.from(one.claim, "hex");
      return Buffer.concat([head, claim, rest.subarray(claim.length)]);
    }
    case "insert":
      return Buffer.concat([head, one.bytes, rest]);
    case "repeat": {
      const part = rest.subarray(0, one.length);
      return Buffer.concat([head, ...Array.from({ length: one.times }, () => part), rest]);
    }
    case "cut":
      return head;
  }
}

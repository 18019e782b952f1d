import assert from "node:assert/strict";
import { ByteSearch } from "../../../../src/kafka/scan/byteSearch";

describe("ByteSearch", () => {
  const search = new ByteSearch(["ab", "b", "zz"].map((needle) => Buffer.from(needle)));

  it("tells where the first of its byte strings begins, asked further and further on", () => {
    const hits = search.in(Buffer.from("..ab..b..zz"));
    assert.deepEqual(
      [0, 2, 3, 4, 6, 7, 9, 10].map((from) => hits.next(from)),
      [2, 2, 3, 6, 6, 9, 9, Infinity],
    );
  });

  it("looks for what is not there once, however often it is asked", () => {
    const content = Buffer.from("ab".repeat(1_000));
    let looked = 0;
    const indexOf = content.indexOf.bind(content);
    content.indexOf = (needle, from) => {
      looked += Buffer.from("zz").equals(needle as Buffer) ? 1 : 0;
      return indexOf(needle, from as number);
    };
    const hits = search.in(content);
    for (let from = 0; from < content.length; from++) hits.next(from);
    assert.equal(looked, 1);
  });
});

import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { listOffsetsApi } from "../../../../src/kafka/protocol/listOffsets";
import { ofPartition } from "../../../support/positions";
import { ReadScene, batchOf } from "../../../support/readScene";

describe("failureSentence", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("keeps the page where nobody can say more of a failure", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.nextErrors.push(0, 1);
    scene.log.read = () => {
      scene.router.on(listOffsetsApi, () => {
        throw new KafkaError("Lost.", { kind: "unreachable" });
      });
      return batchOf(0n, 5);
    };
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 5);
    assert.match(
      ofPartition(page.failures, 0)?.message ?? "",
      /outside of what the partition holds/,
    );
  });
});

import assert from "node:assert/strict";
import type { Credentials } from "../../../src/kafka/clusterConnection";
import { RebalanceLab } from "../../../src/lab/rebalance/rebalanceLab";
import type { SecuredListenerName } from "../../../tools/kafka/secured/securedProperties";
import { eventually } from "../../support/eventually";
import { labScene } from "../../support/labScene";
import { passwordLogin, SecuredTestKafka, unsecuredToken } from "../../support/securedKafka";
import { uniqueName } from "../../support/testKafka";

describe("the lab's processes on a secured cluster", function () {
  this.timeout(120_000);
  let secured: SecuredTestKafka;

  before(async () => {
    secured = await SecuredTestKafka.start();
  });

  after(() => secured.close());

  async function receives(listener: SecuredListenerName, credentials: Credentials): Promise<void> {
    const scene = await labScene(secured.kafka, {
      connection: {
        bootstrapServers: [secured.address(listener)],
        security: secured.security(listener, credentials),
      },
    });
    const lab = new RebalanceLab({
      cluster: scene.cluster,
      start: (order, onReport) => scene.processes.start(order, onReport),
      mayBegin: () => Promise.resolve(true),
      mayBorrow: () => Promise.resolve(true),
      findJava: () => Promise.resolve(undefined),
      onEvent: () => undefined,
      onChange: () => undefined,
    });
    try {
      const names = { topic: uniqueName("rebalancing"), groupId: uniqueName("group") };
      lab.setUp({ ...lab.snapshot().setup, ...names });
      await lab.startProducer();
      await lab.addConsumer();
      await eventually("a message is read", () => {
        const [consumer] = lab.snapshot().consumers;
        assert.equal(consumer?.failure, undefined);
        return consumer !== undefined && consumer.received > 0;
      });
      await lab.cleanUp();
    } finally {
      await lab.dispose();
      await scene.close();
    }
  }

  it("write and read by SASL_SSL with SCRAM", () =>
    receives("saslSsl", { sasl: passwordLogin("SCRAM-SHA-512", "admin") }));

  it("write and read with PLAIN and with a token", async () => {
    await receives("saslPlaintext", { sasl: passwordLogin("PLAIN", "admin") });
    await receives("saslPlaintext", {
      sasl: { mechanism: "OAUTHBEARER", token: unsecuredToken("admin") },
    });
  });
});

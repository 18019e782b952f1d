import assert from "node:assert/strict";
import {
  formatAddress,
  type BrokerAddress,
} from "../../../../src/kafka/connection/bootstrapServers";
import type { BrokerConnection } from "../../../../src/kafka/connection/brokerConnection";
import { Connections } from "../../../../src/kafka/connection/connections";
import { Router } from "../../../../src/kafka/connection/router";
import { KafkaError } from "../../../../src/kafka/errors";
import { findCoordinatorApi } from "../../../../src/kafka/protocol/findCoordinator";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";

/** One broker that answers every request through a FakeRouter; it may be made to lose its connection. */
class OneBroker {
  readonly answers = new FakeRouter();
  opened = 0;
  private losses = 0;

  loseConnection(): void {
    this.losses++;
  }

  readonly addresses: string[] = [];

  router(): Router {
    const open = (address: BrokerAddress): Promise<BrokerConnection> => {
      this.opened++;
      this.addresses.push(formatAddress(address));
      let isOpen = true;
      return Promise.resolve({
        address: "one:9092",
        isOpen: () => isOpen,
        supports: () => true,
        send: async (api, question) => {
          if (this.losses > 0) {
            this.losses--;
            isOpen = false;
            throw new KafkaError("one:9092 closed the connection.", { kind: "unreachable" });
          }
          if (api.name === "Metadata") {
            const { topics } = question as { topics: "all" | readonly string[] };
            return (await this.answers.metadata(topics)) as never;
          }
          return this.answers.sendTo(1, api, question);
        },
        close: () => {
          isOpen = false;
        },
      });
    };
    const servers = [{ host: "one", port: 9092 }];
    return new Router(new Connections(servers, { open }, recordingLog()), 15_000);
  }
}

describe("Router", () => {
  let broker: OneBroker;
  let router: Router;

  beforeEach(() => {
    broker = new OneBroker();
    broker.answers.addTopic("t", [1]);
    router = broker.router();
  });

  function findCoordinatorAnswers(...codes: number[]): void {
    broker.answers.on(findCoordinatorApi, ({ keys }) => {
      const errorCode = codes.shift() ?? 0;
      return {
        coordinators: keys.map((key) => ({
          key,
          errorCode,
          errorMessage: undefined,
          nodeId: errorCode === 0 ? 1 : -1,
          host: "one",
          port: 9092,
        })),
      };
    });
  }

  it("opens a lost connection again, once, to ask what any broker can answer", async () => {
    await router.metadata([], undefined);
    broker.loseConnection();
    assert.equal((await router.metadata([], undefined)).clusterId, "fake");
    assert.equal(broker.opened, 2);
  });

  it("gives up when the connection is lost twice", async () => {
    broker.loseConnection();
    broker.loseConnection();
    await assert.rejects(router.metadata([], undefined), kafkaError("unreachable"));
  });

  it("remembers leaders, and asks again for those that are stale", async () => {
    await router.topicMetadata(["t"], new Set(), undefined);
    await router.topicMetadata(["t"], new Set(), undefined);
    assert.equal(broker.answers.metadataRequests, 1);
    await router.topicMetadata(["t"], new Set(["t"]), undefined);
    assert.equal(broker.answers.metadataRequests, 2);
  });

  it("remembers coordinators, and asks again for those that are stale", async () => {
    findCoordinatorAnswers();
    const first = await router.coordinators(["g"], new Set(), undefined);
    assert.deepEqual(first.get("g"), { nodeId: 1 });
    await router.coordinators(["g"], new Set(), undefined);
    assert.equal(broker.answers.sentTo(findCoordinatorApi).length, 1);
    await router.coordinators(["g"], new Set(["g"]), undefined);
    assert.equal(broker.answers.sentTo(findCoordinatorApi).length, 2);
  });

  it("waits for a coordinator to be elected", async () => {
    findCoordinatorAnswers(15, 15);
    const found = await router.coordinators(["g"], new Set(), undefined);
    assert.deepEqual(found.get("g"), { nodeId: 1 });
  });

  it("finds a coordinator that came back at another address", async () => {
    await router.metadata([], undefined);
    broker.answers.on(findCoordinatorApi, ({ keys }) => ({
      coordinators: keys.map((key) => ({
        key,
        errorCode: 0,
        errorMessage: undefined,
        nodeId: 1,
        host: "elsewhere",
        port: 9093,
      })),
    }));
    await router.coordinators(["g"], new Set(), undefined);
    await router.connect(1, undefined);
    assert.equal(broker.addresses.at(-1), "elsewhere:9093");
  });

  it("does not wait for a group that is forbidden", async () => {
    findCoordinatorAnswers(30);
    const found = await router.coordinators(["g"], new Set(), undefined);
    assert.deepEqual(found.get("g"), { errorCode: 30 });
    assert.equal(broker.answers.sentTo(findCoordinatorApi).length, 1);
  });

  it("says so when a broker is not part of the cluster", async () => {
    const call = router.sendTo(9, findCoordinatorApi, { keys: [] }, undefined);
    await assert.rejects(call, kafkaError("unreachable", /Broker 9/));
  });

  it("never repeats what is sent to a certain broker", async () => {
    findCoordinatorAnswers();
    await router.metadata([], undefined);
    broker.loseConnection();
    const call = router.sendTo(1, findCoordinatorApi, { keys: ["g"] }, undefined);
    await assert.rejects(call, kafkaError("unreachable"));
    assert.equal(broker.answers.sentTo(findCoordinatorApi).length, 0);
  });
});

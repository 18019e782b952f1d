import assert from "node:assert/strict";
import {
  formatAddress,
  type BrokerAddress,
} from "../../../../src/kafka/connection/bootstrapServers";
import type { BrokerConnection } from "../../../../src/kafka/connection/brokerConnection";
import { Connections } from "../../../../src/kafka/connection/connections";
import { Router } from "../../../../src/kafka/connection/router";
import { KafkaError } from "../../../../src/kafka/errors";
import { deleteGroupsApi } from "../../../../src/kafka/protocol/deleteGroups";
import { findCoordinatorApi } from "../../../../src/kafka/protocol/findCoordinator";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { offsetCommitApi } from "../../../../src/kafka/protocol/offsetCommit";
import { offsetDeleteApi } from "../../../../src/kafka/protocol/offsetDelete";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";
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
        retire: () => undefined,
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

  it("does not remember that a topic is unknown, nor what was known of it before", async () => {
    const topic = topicMetadata("t", [1]);
    await router.topicMetadata(["t"], new Set(), undefined);
    broker.answers.topics.set("t", { ...topic, errorCode: 3, partitions: [] });
    await router.metadata(["t"], undefined);
    broker.answers.topics.set("t", topic);
    const found = await router.topicMetadata(["t"], new Set(), undefined);
    assert.deepEqual(found.get("t"), topic);
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

  it("sends a read again over a new connection when the old one is lost", async () => {
    broker.answers.on(listGroupsApi, () => ({ errorCode: 0, groups: [] }));
    await router.metadata([], undefined);
    broker.loseConnection();
    assert.ok(await router.sendTo(1, listGroupsApi, undefined, undefined));
    broker.loseConnection();
    broker.loseConnection();
    const call = router.sendTo(1, listGroupsApi, undefined, undefined);
    await assert.rejects(call, kafkaError("unreachable"));
  });

  it("never repeats a write", async () => {
    broker.answers.on(deleteGroupsApi, () => ({ groups: [] }));
    await router.metadata([], undefined);
    broker.loseConnection();
    const call = router.sendTo(1, deleteGroupsApi, { groupIds: ["g"] }, undefined);
    await assert.rejects(call, kafkaError("unreachable"));
    assert.equal(broker.answers.sentTo(deleteGroupsApi).length, 0);
  });

  it("knows the writes among the requests", () => {
    for (const api of [offsetCommitApi, offsetDeleteApi, deleteGroupsApi]) {
      assert.notEqual(api.isRead, true, api.name);
    }
  });

  it("sends identical questions that come at the same time once", async () => {
    findCoordinatorAnswers();
    const controller = new AbortController();
    const impatient = router.metadata(["t"], controller.signal);
    const patient = [1, 2, 3].map(() => router.metadata(["t"], undefined));
    const other = router.metadata("all", undefined);
    controller.abort();
    await assert.rejects(impatient, kafkaError("cancelled"));
    const answers = await Promise.all(patient);
    await other;
    assert.equal(new Set(answers).size, 1);
    assert.equal(broker.answers.metadataRequests, 2);
    await Promise.all([1, 2, 3].map(() => router.coordinators(["g"], new Set(), undefined)));
    assert.equal(broker.answers.sentTo(findCoordinatorApi).length, 1);
  });

  it("remembers the leaders of 10,000 topics, and of those known before", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `topic-${index}`);
    for (const name of names) broker.answers.addTopic(name, [1, 1, 1]);
    await router.topicMetadata(["t"], new Set(), undefined);
    await router.metadata("all", undefined);
    const known = await router.topicMetadata(["t", ...names], new Set(), undefined);
    assert.equal(known.size, 10_001);
    assert.equal(broker.answers.metadataRequests, 2);
  });
});

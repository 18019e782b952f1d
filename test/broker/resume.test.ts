import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Router } from "../../src/kafka/connection/router";
import { apiVersionsApi } from "../../src/kafka/protocol/apiVersions";
import { metadataApi } from "../../src/kafka/protocol/metadata";
import { offsetCommitApi } from "../../src/kafka/protocol/offsetCommit";
import { eventually, within } from "../support/eventually";
import { KafkaProxy } from "../support/kafkaProxy";
import { openRouter } from "../support/openRouter";
import { SuspendableProxy } from "../support/suspendableProxy";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

/** Far more than a reconnect takes, and less than a request waits in vain. */
const soonMs = 12_000;
const twoMinutesMs = 120_000;

describe("a machine that slept", function () {
  this.timeout(60_000);
  let cluster: TestKafka;
  let broker: string;

  beforeEach(() => {
    cluster = sharedKafka();
    [broker = ""] = cluster.bootstrapServers;
  });

  afterEach(() => cluster.close());

  function portOf(address: string): number {
    return Number(address.slice(address.lastIndexOf(":") + 1));
  }

  function gatewayBy(address: string): ClusterGateway {
    return cluster.gateway({ bootstrapServers: [address], addressMap: { [broker]: address } });
  }

  describe("and whose proxy tells what it was asked", () => {
    let proxy: KafkaProxy;
    let gateway: ClusterGateway;

    beforeEach(async () => {
      proxy = await KafkaProxy.start();
      proxy.target = portOf(broker);
      gateway = gatewayBy(proxy.address);
    });

    afterEach(() => proxy.close());

    function asked(): readonly number[] {
      return proxy.requests.map(({ apiKey }) => apiKey);
    }

    it("reconnects once, without a word, when its connections turn out to be reset", async () => {
      await gateway.listTopics();
      proxy.breakAll();
      proxy.requests.length = 0;
      await gateway.listTopics();
      assert.deepEqual(asked(), [apiVersionsApi.key, metadataApi.key]);
    });

    it("reconnects once when they are reset under a question", async () => {
      await gateway.listTopics();
      proxy.pause();
      const call = gateway.listTopics();
      await eventually("it is asked", () => asked().length === 3);
      proxy.requests.length = 0;
      proxy.breakAll();
      proxy.resume();
      await within(soonMs, call);
      assert.deepEqual(asked(), [apiVersionsApi.key, metadataApi.key]);
    });

    it("says so when the new connection breaks as well", async () => {
      await gateway.listTopics();
      proxy.treat = ({ apiKey }) => (apiKey === metadataApi.key ? "breakBefore" : "pass");
      await assert.rejects(within(soonMs, gateway.listTopics()), { kind: "unreachable" });
    });

    it("does not repeat a commit whose connection broke under it", async () => {
      const topic = await cluster.createTopic("slept");
      const groupId = uniqueName("slept");
      const offsets = [{ topic, partition: 0, offset: 0n }];
      await gateway.commitOffsets(groupId, offsets);
      proxy.requests.length = 0;
      proxy.treat = ({ apiKey }) => (apiKey === offsetCommitApi.key ? "breakBefore" : "pass");
      const call = within(soonMs, gateway.commitOffsets(groupId, offsets));
      await assert.rejects(call, { kind: "unreachable" });
      assert.equal(proxy.count(offsetCommitApi), 1);
    });
  });

  describe("for longer than a minute", () => {
    let proxy: KafkaProxy;
    let router: Router;
    let nowMs: number;

    beforeEach(async () => {
      nowMs = 0;
      proxy = await KafkaProxy.start();
      proxy.target = portOf(broker);
      ({ router } = openRouter([proxy.address], "sleeper", () => nowMs));
    });

    afterEach(async () => {
      router.close();
      await proxy.close();
    });

    it("does not even ask over connections that may have been cut without a sign", async () => {
      await router.metadata([], undefined);
      proxy.requests.length = 0;
      // the old connection swallows what is sent over it; a new one begins by asking for versions
      let isReopened = false;
      proxy.treat = ({ apiKey }) => {
        isReopened ||= apiKey === apiVersionsApi.key;
        return isReopened ? "pass" : "loseRequest";
      };
      nowMs += twoMinutesMs;
      await within(soonMs, router.metadata([], undefined));
      const asked = proxy.requests.map(({ apiKey }) => apiKey);
      assert.deepEqual(asked, [apiVersionsApi.key, metadataApi.key]);
      await eventually("the old connection is closed", () => proxy.connections === 1);
    });
  });

  describe("as its proxy did, which is a process of its own", () => {
    let proxy: SuspendableProxy;
    let gateway: ClusterGateway;

    beforeEach(async function () {
      // Windows cannot suspend a process by a signal
      if (process.platform === "win32") this.skip();
      proxy = await SuspendableProxy.start(portOf(broker));
      gateway = gatewayBy(proxy.address);
      await gateway.listTopics();
      proxy.suspend();
    });

    afterEach(() => proxy.close());

    it("gets its answer when the proxy goes on", async () => {
      const call = gateway.listTopics();
      proxy.resume();
      assert.ok(Array.isArray(await within(soonMs, call)));
    });

    it("gets its answer over another connection when the proxy died in its sleep", async () => {
      proxy = await proxy.replace();
      assert.ok(Array.isArray(await within(soonMs, gateway.listTopics())));
      assert.ok(Array.isArray(await within(soonMs, gateway.listGroups())));
    });

    it("can be given up at once while the proxy sleeps", async () => {
      const ending = new AbortController();
      const call = gateway.listTopics(ending.signal);
      ending.abort();
      await assert.rejects(within(soonMs, call), { kind: "cancelled" });
    });
  });
});

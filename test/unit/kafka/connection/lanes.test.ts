import assert from "node:assert/strict";
import { Connections } from "../../../../src/kafka/connection/connections";
import { Router } from "../../../../src/kafka/connection/router";
import { KafkaError } from "../../../../src/kafka/errors";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { FakeConnector } from "../../../support/fakeConnector";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";

describe("a lane of the router", () => {
  let connector: FakeConnector;
  let router: Router;
  /** Where broker 1 is, as metadata tells. */
  let host: string;

  beforeEach(() => {
    host = "one";
    connector = new FakeConnector();
    connector.answer("one:9092");
    connector.answer("bootstrap:9092");
    connector.send = (api) =>
      Promise.resolve(
        api.name === "Metadata"
          ? {
              brokers: [{ nodeId: 1, host, port: 9092, rack: undefined }],
              clusterId: "c",
              controllerId: 1,
              topics: [],
            }
          : { errorCode: 0, groups: [] },
      );
    const servers = [{ host: "bootstrap", port: 9092 }];
    router = new Router(new Connections(servers, connector, recordingLog()), 15_000);
  });

  it("sends over connections that nobody else uses", async () => {
    await router.sendTo(1, listGroupsApi, undefined, undefined);
    const lane = router.openLane();
    assert.equal(connector.openTo("one:9092").length, 1);
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    assert.equal(connector.openTo("one:9092").length, 2);
  });

  it("takes its connections with it", async () => {
    await router.sendTo(1, listGroupsApi, undefined, undefined);
    const lane = router.openLane();
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    lane.close();
    assert.equal(connector.openTo("one:9092").length, 1);
    const late = lane.sendTo(1, listGroupsApi, undefined, undefined);
    await assert.rejects(late, kafkaError("cancelled", /was closed/));
    assert.ok(await router.sendTo(1, listGroupsApi, undefined, undefined));
  });

  it("ends with the router", async () => {
    const lane = router.openLane();
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    router.close();
    assert.ok(connector.opened.every((connection) => !connection.isOpen()));
    const late = lane.sendTo(1, listGroupsApi, undefined, undefined);
    await assert.rejects(late, kafkaError("cancelled", /was closed/));
    assert.throws(() => router.openLane(), kafkaError("cancelled", /was closed/));
  });

  it("opens a lost connection again", async () => {
    const lane = router.openLane();
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    connector.die("one:9092");
    connector.answer("one:9092");
    assert.ok(await lane.sendTo(1, listGroupsApi, undefined, undefined));
  });

  it("finds a broker that has moved to another address", async () => {
    const lane = router.openLane();
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    connector.die("one:9092");
    connector.answer("moved:9092");
    host = "moved";
    assert.ok(await lane.sendTo(1, listGroupsApi, undefined, undefined));
    assert.ok(await router.sendTo(1, listGroupsApi, undefined, undefined));
    assert.equal(connector.openTo("moved:9092").length, 2);
  });

  it("says what is wrong with a broker that is down, at the address it should be at", async () => {
    const lane = router.openLane();
    await lane.sendTo(1, listGroupsApi, undefined, undefined);
    connector.die("one:9092");
    const call = lane.sendTo(1, listGroupsApi, undefined, undefined);
    await assert.rejects(call, kafkaError("unreachable", /^Nothing is listening at one:9092/));
  });
});

describe("a router whose brokers all go away", () => {
  it("asks by the broker it knows when the bootstrap server is gone, and works when all are back", async () => {
    const connector = new FakeConnector();
    const brokers = [1, 2, 3].map((nodeId) => ({
      nodeId,
      host: `n${nodeId}`,
      port: 9092,
      rack: undefined,
    }));
    const addresses = ["bootstrap:9092", "n1:9092", "n2:9092", "n3:9092"];
    for (const address of addresses) connector.answer(address);
    connector.send = () =>
      Promise.resolve({ brokers, clusterId: "c", controllerId: 1, topics: [] });
    const servers = [{ host: "bootstrap", port: 9092 }];
    const router = new Router(new Connections(servers, connector, recordingLog()), 15_000);

    await router.metadata([], undefined);
    for (const address of addresses.slice(0, 3)) connector.die(address);
    assert.ok(await router.metadata([], undefined));
    assert.equal(connector.openTo("n3:9092").length, 1);

    connector.die("n3:9092");
    await assert.rejects(router.metadata([], undefined), kafkaError("unreachable"));
    for (const address of addresses) connector.answer(address);
    assert.ok(await router.metadata([], undefined));
  });

  it("asks another broker what one that is frozen does not answer", async () => {
    const connector = new FakeConnector();
    connector.answer("a:1");
    const asked: string[] = [];
    connector.send = (_, __, address) => {
      asked.push(address);
      if (address !== "a:1") {
        return Promise.resolve({ brokers: [], clusterId: "c", controllerId: -1, topics: [] });
      }
      connector.die(address);
      return Promise.reject(new KafkaError("No answer in 15 s.", { kind: "timeout" }));
    };
    const servers = [
      { host: "a", port: 1 },
      { host: "b", port: 2 },
    ];
    const router = new Router(new Connections(servers, connector, recordingLog()), 15_000);
    const call = router.metadata([], undefined);
    connector.answer("b:2");
    assert.ok(await call);
    assert.deepEqual(asked, ["a:1", "b:2"]);
  });
});

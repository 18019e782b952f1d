import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
} from "kafkajs";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import { explainGroupOf, found, samplesOf } from "../support/explainedGroup";
import { TestKafka } from "../support/testKafka";

const everybody = { principal: "User:ANONYMOUS", host: "*" };

function denied(
  resourceType: AclResourceTypes,
  resourceName: string,
  operation: AclOperationTypes,
): AclEntry {
  return {
    ...everybody,
    resourceType,
    resourceName,
    operation,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    permissionType: AclPermissionTypes.DENY,
  };
}

describe("what a cluster denies", function () {
  this.timeout(60_000);
  let servers: KafkaCluster;
  let cluster: TestKafka;
  let gateway: ClusterGateway;
  let directory: string;
  let open: string;
  let secret: string;
  const hidden = "hidden-group";

  /** Everything is allowed but what is told of the secret topic, of the hidden group, and of the cluster. */
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "denied-"));
    servers = await startKafka({
      dataDirectory: directory,
      extraProperties: {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found": "true",
      },
    });
    cluster = new TestKafka(servers.bootstrapServers);
    gateway = cluster.gateway();
    open = await cluster.createTopic("open");
    secret = await cluster.createTopic("secret");
    const admin = cluster.kafka.admin();
    await admin.connect();
    const { CLUSTER, GROUP, TOPIC } = AclResourceTypes;
    await admin.createAcls({
      acl: [
        denied(TOPIC, secret, AclOperationTypes.READ),
        denied(GROUP, hidden, AclOperationTypes.DESCRIBE),
        denied(TOPIC, secret, AclOperationTypes.DESCRIBE_CONFIGS),
        denied(CLUSTER, "kafka-cluster", AclOperationTypes.DESCRIBE),
        denied(CLUSTER, "kafka-cluster", AclOperationTypes.DESCRIBE_CONFIGS),
      ],
    });
    await admin.disconnect();
  });

  after(async () => {
    await cluster.close();
    await servers.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  it("are settings of one topic and of a broker, and those of another topic are told", async () => {
    const resources = [
      { type: "topic", name: secret },
      { type: "broker", name: "1" },
      { type: "topic", name: open },
    ] as const;
    const codes = await eventually("the rules are in force", async () => {
      const results = await gateway.describeConfigs(resources);
      return results[1]?.failure !== undefined && results.map(({ failure }) => failure?.code);
    });
    assert.deepEqual(codes, [29, 31, undefined]);
  });

  it("are producers of one topic, and those of another are told", async () => {
    const results = await gateway.describeProducers([
      { topic: secret, partition: 0 },
      { topic: open, partition: 0 },
    ]);
    assert.deepEqual(
      results.map(({ failure }) => failure?.code),
      [29, undefined],
    );
  });

  it("is a group, and explaining it says which permission is missing", async () => {
    const [sample] = await samplesOf(gateway, hidden);
    assert.equal(sample?.failure?.code, 30);
    const { nextStep } = found(await explainGroupOf(gateway, hidden), "You are not allowed");
    assert.match(nextStep, /DESCRIBE on the group/);
  });

  it("is disk use, while the topics it does not hide can still be listed", async () => {
    const { replicas, failures } = await gateway.describeReplicaSizes([open]);
    assert.deepEqual(replicas, []);
    assert.deepEqual(
      [...failures].map(([nodeId, { code }]) => [nodeId, code]),
      [[1, 31]],
    );
    const topics = (await gateway.listTopics()).map(({ topic }) => topic);
    assert.deepEqual([topics.includes(open), topics.includes(secret)], [true, false]);
  });
});

import assert from "node:assert/strict";
import type { PeerCertificate } from "node:tls";
import { apiVersionsFinding } from "../../../../src/kafka/diagnosis/apiVersionsFinding";
import {
  certificateFinding,
  expiryAdvice,
} from "../../../../src/kafka/diagnosis/certificateFinding";
import { groupFinding } from "../../../../src/kafka/diagnosis/groupFinding";
import { kafkaRelease } from "../../../../src/kafka/diagnosis/kafkaRelease";
import { metadataFinding } from "../../../../src/kafka/diagnosis/metadataFinding";
import { saslFinding } from "../../../../src/kafka/diagnosis/saslFinding";
import { tcpFinding } from "../../../../src/kafka/diagnosis/tcpFinding";
import { topicFinding } from "../../../../src/kafka/diagnosis/topicFinding";
import { KafkaError } from "../../../../src/kafka/errors";
import type { TopicMetadata } from "../../../../src/kafka/protocol/metadata";
import type { Operation } from "../../../../src/kafka/protocol/operations";

const dayMs = 86_400_000;

function certificate(parts: Partial<Record<keyof PeerCertificate, unknown>>): PeerCertificate {
  return { valid_to: "Jan  1 00:00:00 2027 GMT", ...parts } as PeerCertificate;
}

function topic(name: string, operations?: readonly Operation[], isInternal = false): TopicMetadata {
  const told = operations === undefined ? {} : { operations: new Set(operations) };
  return { errorCode: 0, topic: name, topicId: undefined, isInternal, partitions: [], ...told };
}

describe("what a diagnosis says", () => {
  describe("of addresses", () => {
    it("is what became of each", () => {
      const failure = new KafkaError("Nothing is listening at [::1]:9092.", {
        kind: "unreachable",
      });
      const finding = tcpFinding([
        { ip: "127.0.0.1", elapsedMs: 12.4 },
        { ip: "10.0.0.1", elapsedMs: 0.2 },
        { ip: "::1", failure },
      ]);
      assert.equal(
        finding,
        "127.0.0.1 accepts connections (12 ms). 10.0.0.1 accepts connections (less than 1 ms). Nothing is listening at [::1]:9092.",
      );
    });
  });

  describe("of a certificate", () => {
    it("is its names, its issuer and its last day", () => {
      const shown = certificate({
        subject: { CN: "ignored" },
        subjectaltname: "DNS:a.example, IP Address:10.0.0.1",
        issuer: { CN: "Some CA", O: "Some Organisation" },
      });
      assert.equal(
        certificateFinding(shown),
        "Certificate for a.example, 10.0.0.1, issued by Some CA, valid until 2027-01-01.",
      );
    });

    it("is the little that a bare one says", () => {
      const bare = certificate({ subject: { CN: "kafka" }, issuer: { O: "Us" } });
      assert.match(certificateFinding(bare), /^Certificate for kafka, issued by Us, /);
      const nameless = certificate({ subject: {}, issuer: {}, valid_to: "some day" });
      assert.equal(
        certificateFinding(nameless),
        "Certificate without a name, issued by nobody it names, valid until some day.",
      );
    });

    it("asks for a renewal in its last month only", () => {
      const shown = certificate({});
      const endMs = Date.parse(shown.valid_to);
      assert.equal(expiryAdvice(shown, endMs - 31 * dayMs), undefined);
      assert.match(expiryAdvice(shown, endMs - 29.5 * dayMs) ?? "", /expires in 29 days/);
      assert.match(expiryAdvice(shown, endMs - 1.5 * dayMs) ?? "", /expires in 1 day:/);
      assert.match(expiryAdvice(shown, endMs - 1) ?? "", /expires within a day/);
      assert.equal(expiryAdvice(shown, endMs + 1), undefined);
    });
  });

  describe("of requests", () => {
    const releases = [
      ["0.10", []],
      ["0.11", [[22, 0]]],
      [
        "2.1",
        [
          [22, 1],
          [1, 10],
        ],
      ],
      [
        "2.8",
        [
          [1, 12],
          [60, 0],
        ],
      ],
      [
        "3.7",
        [
          [1, 16],
          [66, 0],
        ],
      ],
      [
        "4.0",
        [
          [3, 13],
          [1, 17],
        ],
      ],
      [
        "4.1",
        [
          [3, 13],
          [8, 10],
        ],
      ],
    ] as const;
    for (const [release, known] of releases) {
      it(`is that they are those of Kafka ${release}`, () => {
        const apis = known.map(([apiKey, maxVersion]) => ({ apiKey, minVersion: 0, maxVersion }));
        assert.equal(kafkaRelease(apis), release);
      });
    }

    it("names those that are missing, too old or too new", () => {
      const range = (apiKey: number, minVersion: number, maxVersion: number): object => ({
        apiKey,
        minVersion,
        maxVersion,
      });
      const apis = [
        range(1, 90, 99),
        range(2, 0, 0),
        range(3, 0, 12),
        range(9, 0, 9),
        range(16, 0, 5),
      ] as Parameters<typeof apiVersionsFinding>[0];
      assert.match(
        apiVersionsFinding(apis).advice ?? "",
        /^Not in a version known here: ListOffsets, Fetch, FindCoordinator\./,
      );
    });
  });

  describe("of a login", () => {
    const offered = ["PLAIN", "SCRAM-SHA-256"];
    const credentials = (): Promise<object> => Promise.resolve({});

    it("is who, by what, and what else there is", () => {
      const sasl = { mechanism: "SCRAM-SHA-256", username: "alice" } as const;
      const told = saslFinding({ protocol: "SASL_PLAINTEXT", sasl, credentials }, offered);
      assert.deepEqual(told, {
        finding: "Logged in as alice by SCRAM-SHA-256. The listener accepts PLAIN, SCRAM-SHA-256.",
      });
    });

    for (const [mechanism, secret] of [
      ["PLAIN", "password"],
      ["OAUTHBEARER", "token"],
    ] as const) {
      it(`warns of a ${secret} that everybody on the way can read`, () => {
        const sasl = { mechanism };
        const open = saslFinding({ protocol: "SASL_PLAINTEXT", sasl, credentials }, []);
        assert.match(
          open.advice ?? "",
          new RegExp(`^The ${secret} crosses the network unencrypted`),
        );
        const encrypted = saslFinding({ protocol: "SASL_SSL", sasl, credentials }, []);
        assert.equal(encrypted.advice, undefined);
      });
    }
  });

  describe("of a cluster", () => {
    it("is its id, its brokers in order and its controller", () => {
      const brokers = [10, 9].map((nodeId) => ({ nodeId, host: "h", port: 1, rack: undefined }));
      const answer = { brokers, clusterId: "abc", controllerId: 9, topics: [] };
      assert.equal(metadataFinding(answer), "Cluster abc: brokers 9, 10; controller 9.");
      const unknown = { ...answer, clusterId: undefined, controllerId: -1 };
      assert.match(metadataFinding(unknown), /^Cluster without an id: .*no controller known\.$/);
    });
  });

  describe("of topics", () => {
    const all: readonly Operation[] = ["READ", "DESCRIBE", "DESCRIBE_CONFIGS"];

    it("is how many there are besides Kafka's own", () => {
      const topics = [topic("a", all), topic("b"), topic("__consumer_offsets", [], true)];
      assert.deepEqual(topicFinding(topics), { finding: "2 topics visible." });
    });

    it("warns when there are none, which may be for want of a permission", () => {
      const { finding, advice } = topicFinding([topic("__consumer_offsets", all, true)]);
      assert.match(
        finding,
        /^No topics visible: there are none, or DESCRIBE on topics is missing\.$/,
      );
      assert.notEqual(advice, undefined);
    });

    it("names some of those that cannot be read", () => {
      const topics = ["a", "b", "c", "d", "e", "f", "g"].map((name) =>
        topic(name, ["DESCRIBE", "DESCRIBE_CONFIGS"]),
      );
      const { finding, advice } = topicFinding([...topics, topic("h", all)]);
      assert.equal(
        finding,
        "8 topics visible. The messages of 7 of 8 cannot be read: a, b, c, d, e and 2 more.",
      );
      assert.match(advice ?? "", /READ/);
    });

    it("does not warn of hidden settings, which nobody needs for reading", () => {
      assert.deepEqual(topicFinding([topic("a", ["READ", "DESCRIBE"])]), {
        finding: "1 topic visible. 1 of 1 hide their settings.",
      });
    });
  });

  describe("of groups", () => {
    const operations = new Set<Operation>(["READ", "DESCRIBE"]);

    it("is how many there are", () => {
      const examined = [{ groupId: "g", isDescribed: true, operations }];
      assert.deepEqual(groupFinding(1, examined, undefined), { finding: "1 group visible." });
    });

    it("is that there are none, where none can be hidden", () => {
      assert.deepEqual(groupFinding(0, [], true), { finding: "There are no groups." });
    });

    for (const seesAll of [false, undefined]) {
      it(`warns that some may be hidden, when it is ${String(seesAll)} that all are seen`, () => {
        const { finding, advice } = groupFinding(0, [], seesAll);
        assert.equal(finding, "No groups visible: none exist, or DESCRIBE on groups is missing.");
        assert.notEqual(advice, undefined);
      });
    }

    it("names those that cannot be described, and those that cannot be reset", () => {
      const examined = [
        { groupId: "closed", isDescribed: false },
        { groupId: "fixed", isDescribed: true, operations: new Set<Operation>(["DESCRIBE"]) },
        { groupId: "free", isDescribed: true, operations },
        { groupId: "untold", isDescribed: true },
      ];
      const { finding, advice } = groupFinding(9, examined, true);
      assert.equal(
        finding,
        '9 groups visible. 1 of 4 cannot be described: "closed". 1 of 4 cannot be reset: "fixed".',
      );
      assert.match(advice ?? "", /DESCRIBE and READ/);
    });
  });
});

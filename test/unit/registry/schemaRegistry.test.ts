import assert from "node:assert/strict";
import { SchemaRegistry } from "../../../src/registry/schemaRegistry";
import type { RegistryConnection } from "../../../src/registry/registryConnection";
import { KafkaError } from "../../../src/kafka/errors";
import { kafkaError } from "../../support/kafkaError";

interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
}

function registryOf(
  answers: Readonly<Record<string, unknown>>,
  connection: Partial<RegistryConnection> = {},
): { readonly registry: SchemaRegistry; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const registry = new SchemaRegistry(
    { url: "http://registry:8081/api/", timeoutMs: 1000, ...connection },
    (url, { headers }) => {
      asked.push({ url, authorization: (headers as Record<string, string>)["authorization"] });
      const answer = answers[new URL(url).pathname];
      const response =
        answer instanceof Response
          ? answer
          : Response.json(answer ?? {}, { status: answer === undefined ? 404 : 200 });
      return Promise.resolve(response);
    },
  );
  return { registry, asked };
}

describe("SchemaRegistry", () => {
  it("fetches a schema by its id; without a type it is Avro", async () => {
    const { registry, asked } = registryOf({ "/api/schemas/ids/7": { schema: '"string"' } });
    assert.deepEqual(await registry.byId(7), { type: "avro", text: '"string"', references: [] });
    assert.deepEqual(asked, [
      { url: "http://registry:8081/api/schemas/ids/7", authorization: undefined },
    ]);
  });

  it("resolves references, each once and after what it needs itself", async () => {
    const ref = (name: string): object => ({ name, subject: `s/${name}`, version: 1 });
    const at = (name: string): string => `/api/subjects/s%2F${name}/versions/1`;
    const { registry, asked } = registryOf({
      "/api/schemas/ids/1": {
        schema: "A",
        schemaType: "PROTOBUF",
        references: [ref("b"), ref("c")],
      },
      [at("b")]: { schema: "B", schemaType: "PROTOBUF", references: [ref("c")] },
      [at("c")]: { schema: "C", schemaType: "PROTOBUF", references: [ref("b")] },
    });
    const { references } = await registry.byId(1);
    assert.deepEqual(references, [
      { name: "c", text: "C" },
      { name: "b", text: "B" },
    ]);
    assert.equal(asked.length, 3);
  });

  it("sends the password to its own server only, and names none in an error", async () => {
    const { registry, asked } = registryOf(
      {
        "/api/subjects": new Response("canary", {
          status: 302,
          headers: { location: "http://evil/" },
        }),
      },
      { authentication: { kind: "basic", username: "u", password: "s3cret" } },
    );
    await assert.rejects(registry.subjects(), (error) => {
      assert.ok(error instanceof KafkaError);
      assert.equal(error.kind, "invalidInput");
      assert.doesNotMatch(
        JSON.stringify([error.message, String(error.cause)]),
        /canary|s3cret|czNjcmV0/,
      );
      return true;
    });
    assert.deepEqual(asked, [
      {
        url: "http://registry:8081/api/subjects",
        authorization: `Basic ${Buffer.from("u:s3cret").toString("base64")}`,
      },
    ]);
  });

  it("sends a bearer token", async () => {
    const { registry, asked } = registryOf(
      { "/api/subjects": ["b", "a"] },
      { authentication: { kind: "bearer", token: "t" } },
    );
    assert.deepEqual(await registry.subjects(), ["a", "b"]);
    assert.equal(asked[0]?.authorization, "Bearer t");
  });

  it("tells kinds of refusal apart", async () => {
    for (const [status, kind] of [
      [401, "authentication"],
      [403, "authorization"],
      [404, "notFound"],
      [500, "unexpected"],
    ] as const) {
      const { registry } = registryOf({ "/api/subjects": new Response("", { status }) });
      await assert.rejects(registry.subjects(), kafkaError(kind));
    }
  });

  it("refuses answers that are no schema, and those that are too long", async () => {
    const answers = [
      new Response("<html>"),
      Response.json({ schema: 5 }),
      Response.json({ schema: "x", references: [{ name: 1 }] }),
      new Response("x".repeat(9 * 1024 * 1024)),
    ];
    for (const answer of answers) {
      const { registry } = registryOf({ "/api/schemas/ids/1": answer });
      await assert.rejects(registry.byId(1), kafkaError("corruptData"));
    }
    const { registry } = registryOf({ "/api/schemas/ids/1": { schema: "x", schemaType: "XSD" } });
    await assert.rejects(registry.byId(1), kafkaError("unsupported"));
  });

  it("accepts no address but those of HTTP, nor one with a password", () => {
    for (const url of ["file:///etc/passwd", "registry:8081", "", "http://u:p@registry"]) {
      assert.throws(() => registryOf({}, { url }), kafkaError("invalidInput"));
    }
  });

  it("refuses a token that no header can hold, without naming it", () => {
    const authentication = { kind: "bearer", token: "s3cret\n" } as const;
    assert.throws(
      () => registryOf({}, { authentication }),
      (error) =>
        error instanceof KafkaError && !JSON.stringify([error, error.message]).includes("s3cret"),
    );
  });

  it("never follows a reference out of the subjects", async () => {
    const references = [{ name: "a", subject: "..", version: 1 }];
    const { registry, asked } = registryOf({ "/api/schemas/ids/1": { schema: "x", references } });
    await assert.rejects(registry.byId(1), kafkaError("corruptData"));
    assert.equal(asked.length, 1);
  });

  it("gives up after the time allowed, and when asked to", async () => {
    const never = (_url: string, { signal }: RequestInit): Promise<Response> =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          reject(new Error("aborted"));
        });
      });
    const registry = new SchemaRegistry({ url: "http://registry", timeoutMs: 10 }, never);
    await assert.rejects(registry.subjects(), kafkaError("timeout", /within 0.01 s/));
    const patient = new SchemaRegistry({ url: "http://registry", timeoutMs: 60_000 }, never);
    const controller = new AbortController();
    const asked = patient.subjects(controller.signal);
    controller.abort();
    await assert.rejects(asked, kafkaError("cancelled"));
  });

  it("says that a server cannot be reached, with the system's code", async () => {
    const refused = (): Promise<Response> =>
      Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }));
    const registry = new SchemaRegistry({ url: "http://registry:1", timeoutMs: 1000 }, refused);
    await assert.rejects(
      registry.subjects(),
      kafkaError("unreachable", /registry:1 .*ECONNREFUSED/),
    );
  });
});

import assert from "node:assert/strict";
import * as v from "valibot";
import { KafkaError } from "../../../src/kafka/errors";
import { parseMessage, RpcServer } from "../../../src/panels/rpc";
import type { Handlers, Schemas } from "../../../src/panels/rpc";
import { HostClient, HostError } from "../../../webview/shared/rpc";

interface Requests {
  double: { params: { readonly digits: string }; result: string };
  wait: { params: Record<string, never>; result: null };
}

interface Events {
  told: { readonly news: string };
}

const schemas: Schemas<Requests> = {
  double: v.strictObject({ digits: v.pipe(v.string(), v.maxLength(5)) }),
  wait: v.strictObject({}),
};

const answers: Handlers<Requests> = {
  double: ({ digits }) => Promise.resolve(String(BigInt(digits) * 2n)),
  wait: (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("aborted"));
      });
    }),
};

interface Joined {
  readonly page: HostClient<Requests, Events>;
  readonly server: RpcServer<Requests, Events>;
  readonly reports: string[];
  readonly posted: unknown[];
}

/** Page and host joined the way VS Code joins them: through JSON. */
function join(change: Partial<Handlers<Requests>> = {}): Joined {
  const reports: string[] = [];
  const posted: unknown[] = [];
  const overJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const page: HostClient<Requests, Events> = new HostClient<Requests, Events>((message) => {
    server.receive(overJson(message));
  });
  const server = new RpcServer<Requests, Events>({
    schemas,
    handlers: { ...answers, ...change },
    report: (error) => reports.push(String(error)),
    post: (message) => {
      posted.push(message);
      page.receive(overJson(message));
    },
  });
  return { page, server, reports, posted };
}

const kind = (expected: string) => (error: unknown) =>
  error instanceof HostError && error.kind === expected;

describe("page and host", () => {
  it("answers each request with its own result", async () => {
    const { page } = join();
    const calls = ["1", "2", "3"].map((digits) => page.call("double", { digits }));
    assert.deepEqual(await Promise.all(calls), ["2", "4", "6"]);
  });

  it("answers with the failure's kind, sentence and advice when a handler fails", async () => {
    const { page, reports } = join({
      double: () => Promise.reject(new KafkaError("No answer from a:1.", { kind: "timeout" })),
    });
    await assert.rejects(page.call("double", { digits: "1" }), (error: unknown) => {
      assert.ok(kind("timeout")(error));
      assert.match((error as Error).message, /^No answer from a:1\. .+/);
      return true;
    });
    assert.equal(reports.length, 1);
  });

  it("keeps the text of an unexpected failure out of the page and puts it in the log", async () => {
    const { page, reports } = join({
      double: () => Promise.reject(new Error("secret stack")),
    });
    await assert.rejects(page.call("double", { digits: "1" }), (error: unknown) => {
      assert.ok(kind("unexpected")(error));
      assert.doesNotMatch((error as Error).message, /secret/);
      return true;
    });
    assert.match(reports.join(), /secret stack/);
  });

  it("makes visible what brokers say in a failure", async () => {
    const { page } = join({
      double: () => Promise.reject(new KafkaError("No g\u202eroup", { kind: "notFound" })),
    });
    await assert.rejects(page.call("double", { digits: "1" }), /No g⟨U\+202E⟩roup/);
  });

  it("leaves out of the log what only gave way to something newer", async () => {
    const { page, reports } = join({
      double: () => Promise.reject(new KafkaError("Superseded.", { kind: "cancelled" })),
    });
    await assert.rejects(page.call("double", { digits: "1" }), kind("cancelled"));
    assert.deepEqual(reports, []);
  });

  it("answers when a handler throws at once", async () => {
    const { page } = join({
      double: () => {
        throw new Error("at once");
      },
    });
    await assert.rejects(page.call("double", { digits: "1" }), kind("unexpected"));
  });

  it("answers a request that does not fit its schema", async () => {
    const { page } = join();
    await assert.rejects(page.call("double", { digits: "123456" }), kind("badRequest"));
  });

  it("rejects at once when the page cancels, ends the handler and drops the late answer", async () => {
    const { page, reports, posted } = join();
    const controller = new AbortController();
    const waiting = page.call("wait", {}, controller.signal);
    controller.abort();
    await assert.rejects(waiting, kind("cancelled"));
    await new Promise(setImmediate);
    assert.equal(posted.length, 1);
    assert.deepEqual(reports, []);
  });

  it("sends nothing for a request that was cancelled before", async () => {
    const { page, posted } = join();
    await assert.rejects(page.call("wait", {}, AbortSignal.abort()), kind("cancelled"));
    assert.deepEqual(posted, []);
  });

  it("ends what is under way when the panel closes, and posts nothing more", async () => {
    let ended = false;
    const { page, server, posted } = join({
      wait: async (_, signal) => {
        await new Promise((resolve) => {
          signal.addEventListener("abort", resolve);
        });
        ended = true;
        return null;
      },
    });
    void page.call("wait", {});
    server.dispose();
    server.emit("told", { news: "none" });
    server.receive({ id: 9, method: "double", params: { digits: "1" } });
    await new Promise(setImmediate);
    assert.ok(ended);
    assert.deepEqual(posted, []);
  });

  it("brings events to those who listen, until they stop", () => {
    const { page, server } = join();
    const heard: string[] = [];
    const stop = page.on("told", ({ news }) => heard.push(news));
    server.emit("told", { news: "one" });
    stop();
    server.emit("told", { news: "two" });
    assert.deepEqual(heard, ["one"]);
  });

  it("does not run a second request under an id in use", async () => {
    let runs = 0;
    const { server, posted } = join({
      wait: () => {
        runs++;
        return new Promise(() => undefined);
      },
    });
    server.receive({ id: 1, method: "wait", params: {} });
    server.receive({ id: 1, method: "wait", params: {} });
    await new Promise(setImmediate);
    assert.equal(runs, 1);
    assert.deepEqual(posted, []);
    server.dispose();
  });

  it("ignores messages that are none of the host's", () => {
    const { page } = join();
    for (const message of [null, 1, "x", {}, { id: "1" }, { id: 99, ok: true }, { event: 1 }]) {
      assert.doesNotThrow(() => {
        page.receive(message);
      });
    }
  });

  it("rejects a reply that cannot be read instead of waiting for ever", async () => {
    const page = new HostClient<Requests, Events>(() => undefined);
    const call = page.call("double", { digits: "1" });
    page.receive({ id: 1, ok: false });
    await assert.rejects(call, kind("unexpected"));
  });
});

describe("parseMessage", () => {
  it("knows methods of the table only, not those every object has", () => {
    for (const method of ["constructor", "toString", "__proto__", "reset", ""]) {
      const parsed = parseMessage({ id: 1, method, params: {} }, schemas);
      assert.deepEqual(parsed, { kind: "invalid", id: 1, reason: "unknown method" }, method);
    }
  });

  it("refuses keys it does not know", () => {
    const message = { id: 1, method: "wait", params: {}, extra: true };
    assert.equal(parseMessage(message, schemas).kind, "invalid");
    const params = { id: 1, method: "wait", params: { extra: true } };
    assert.equal(parseMessage(params, schemas).kind, "invalid");
  });

  it("does not repeat what the page sent in its reason", () => {
    const parsed = parseMessage({ id: 1, method: "double", params: { digits: "secret" } }, schemas);
    assert.ok(parsed.kind === "invalid");
    assert.equal(parsed.reason, "double: digits is not valid");
  });
});

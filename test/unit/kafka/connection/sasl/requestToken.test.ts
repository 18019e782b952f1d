import assert from "node:assert/strict";
import type { ClientCredentials } from "../../../../../src/kafka/clusterConnection";
import type { AccessToken } from "../../../../../src/kafka/connection/sasl/accessTokens";
import { requestToken } from "../../../../../src/kafka/connection/sasl/requestToken";
import { createCertificate } from "../../../../../tools/kafka/certificates/certificate";
import { eventually } from "../../../../support/eventually";
import { kafkaError } from "../../../../support/kafkaError";
import { socketCount } from "../../../../support/processActivity";
import { TokenEndpoint } from "../../../../support/tokenEndpoint";

const canary = "canary-5e cret+&";

describe("requestToken", () => {
  let endpoint: TokenEndpoint;

  beforeEach(async () => {
    endpoint = await TokenEndpoint.start();
  });

  afterEach(() => endpoint.close());

  function request(
    more: Partial<ClientCredentials> = {},
    signal = new AbortController().signal,
  ): Promise<AccessToken> {
    const clientSecret = canary;
    return requestToken(
      { tokenEndpoint: endpoint.url, clientId: "me:1", clientSecret, ...more },
      signal,
    );
  }

  async function refusal(more: Partial<ClientCredentials> = {}): Promise<Error> {
    const error = await request(more).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error);
    assert.ok(!`${error.message} ${String(error.stack)}`.includes("canary"));
    return error;
  }

  it("asks by the client's credentials, with the scope, and takes the token", async () => {
    endpoint.answer = () => ({ access_token: "t.o.k", token_type: "Bearer", expires_in: 300 });
    assert.deepEqual(await request({ scope: "kafka read" }), {
      value: "t.o.k",
      lifetimeMs: 300_000,
    });
    const [received] = endpoint.requests;
    assert.deepEqual(Object.fromEntries(received?.form ?? []), {
      grant_type: "client_credentials",
      scope: "kafka read",
    });
    const login = Buffer.from(received?.authorization?.slice("Basic ".length) ?? "", "base64");
    assert.equal(login.toString(), "me%3A1:canary-5e+cret%2B%26");
  });

  it("knows no end of a token that has none, and no scope where none is wanted", async () => {
    endpoint.answer = () => ({ access_token: "t" });
    assert.deepEqual(await request(), { value: "t", lifetimeMs: undefined });
    assert.equal(endpoint.requests[0]?.form.has("scope"), false);
  });

  it("tells the error's code, and nothing else of a refusal", async () => {
    endpoint.answer = (_, response) => {
      response.statusCode = 401;
      return { error: "invalid_client", error_description: `not ${canary}` };
    };
    const error = await refusal();
    assert.match(
      error.message,
      /^The token endpoint 127\.0\.0\.1:\d+ gave no token \(401, invalid_client\)\.$/,
    );
  });

  it("repeats no error code that is none", async () => {
    endpoint.answer = (_, response) => {
      response.statusCode = 400;
      return { error: canary };
    };
    assert.match((await refusal()).message, /gave no token \(400\)\.$/);
  });

  it("does not follow a redirect", async () => {
    const other = await TokenEndpoint.start();
    endpoint.answer = (_, response) => {
      response.writeHead(307, { location: other.url }).end();
      return undefined;
    };
    assert.match((await refusal()).message, /redirect \(307\), which is not followed/);
    assert.equal(other.requests.length, 0);
    await other.close();
  });

  it("does not read an answer without an end", async () => {
    endpoint.answer = (_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(64 * 1024, "x")));
      };
      response.on("drain", more);
      more();
      return undefined;
    };
    assert.match((await refusal()).message, /answered with too much for a token/);
  });

  it("takes no answer that is no token", async () => {
    for (const body of ["<html>", "[]", "null", '{"access_token":7}']) {
      endpoint.answer = (_, response) => {
        response.end(body);
        return undefined;
      };
      assert.match((await refusal()).message, /answered without a token/);
    }
  });

  it("sends no secret over plain HTTP to another machine, nor by another scheme", async () => {
    for (const tokenEndpoint of [
      "http://idp.example/token",
      "http://127.0.0.1.example/token",
      "file:///etc/passwd",
      "https://user:canary@idp.example/",
      "idp.example",
    ]) {
      await assert.rejects(request({ tokenEndpoint }), kafkaError("invalidInput", /https:\/\//));
    }
  });

  it("sends no secret to an endpoint that nobody vouches for, whatever the environment says", async () => {
    const { certificatePem, keyPem } = createCertificate({ commonName: "127.0.0.1" });
    const secured = await TokenEndpoint.start({ certificate: certificatePem, key: keyPem });
    const name = "NODE_TLS_REJECT_UNAUTHORIZED";
    const former = process.env[name];
    process.env[name] = "0";
    try {
      await assert.rejects(request({ tokenEndpoint: secured.url }), kafkaError("tls"));
    } finally {
      if (former === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = former;
    }
    assert.deepEqual(secured.requests, []);
    await secured.close();
  });

  it("says where nothing listens", async () => {
    const gone = await TokenEndpoint.start();
    const tokenEndpoint = gone.url;
    await gone.close();
    await assert.rejects(
      request({ tokenEndpoint }),
      kafkaError("authentication", /cannot be asked: Nothing is listening at 127\.0\.0\.1:\d+/),
    );
  });

  it("is given up at once when nobody wants it any more, and closes its socket", async () => {
    const before = socketCount();
    endpoint.answer = () => undefined;
    const controller = new AbortController();
    const call = request({}, controller.signal);
    await eventually("it was asked", () => endpoint.requests.length === 1);
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
    await eventually("its socket is closed", () => socketCount() <= before);
  });
});

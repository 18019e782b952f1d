import * as v from "valibot";
import {
  formatAddress,
  isBrokerAddress,
  parseBootstrapServers,
} from "../kafka/connection/bootstrapServers";
import { isUnencrypted, parseWebAddress } from "../kafka/connection/webAddress";
import { KafkaError } from "../kafka/errors";
import { isWholePath } from "./wholePath";

const nonEmpty = v.pipe(v.string("must be a text"), v.trim(), v.nonEmpty("must not be empty"));
const boolean = v.boolean("must be true or false");

const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, `must be one of ${values.join(", ")}`);

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};

const servers = v.pipe(
  v.union([v.string(), v.array(v.string())], "must be a list of texts such as localhost:9092"),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseBootstrapServers(dataset.value).map(formatAddress);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      addIssue({ message: `is not usable: ${error.message}` });
      return NEVER;
    }
  }),
);

const file = v.pipe(
  nonEmpty,
  v.check(isWholePath, "must be a whole path, or one that begins with ~/"),
);

const url = v.pipe(
  nonEmpty,
  v.regex(/^https?:\/\/[^@\s]+$/, "must begin with http:// or https://, without a password"),
);

/** Anything else than https would send the client's secret in clear, or read local files. */
const tokenEndpoint = v.pipe(
  nonEmpty,
  v.check((text) => {
    const address = parseWebAddress(text);
    return address !== undefined && !isUnencrypted(address);
  }, "must begin with https:// (http:// only for this computer), without a password"),
);

const address = v.check(isBrokerAddress, "must be host:port or a host");

const tls = v.pipe(
  v.object(
    {
      caFile: v.exactOptional(file),
      certificateFile: v.exactOptional(file),
      keyFile: v.exactOptional(file),
      pkcs12File: v.exactOptional(file),
      serverName: v.exactOptional(nonEmpty),
      skipsVerification: v.exactOptional(boolean),
    },
    "must be an object",
  ),
  v.check(
    ({ keyFile, certificateFile }) => keyFile === undefined || certificateFile !== undefined,
    'has a "keyFile", and no "certificateFile" to go with it',
  ),
  v.check(
    ({ pkcs12File, certificateFile }) => pkcs12File === undefined || certificateFile === undefined,
    'has both a "pkcs12File" and a "certificateFile": one of them is enough',
  ),
);

const sasl = v.pipe(
  v.object(
    {
      mechanism: oneOf(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "AWS_MSK_IAM"]),
      username: v.exactOptional(nonEmpty),
      tokenEndpoint: v.exactOptional(tokenEndpoint),
      tokenCaFile: v.exactOptional(file),
      clientId: v.exactOptional(nonEmpty),
      scope: v.exactOptional(nonEmpty),
      extensions: v.exactOptional(v.record(v.string(), nonEmpty, "must be an object of texts")),
      region: v.exactOptional(nonEmpty),
      awsProfile: v.exactOptional(nonEmpty),
      awsRoleArn: v.exactOptional(nonEmpty),
      awsAccessKeyId: v.exactOptional(nonEmpty),
    },
    "must be an object with a mechanism",
  ),
  v.check(
    ({ mechanism, username }) => !/^(PLAIN|SCRAM)/.test(mechanism) || username !== undefined,
    'needs a "username" for PLAIN and SCRAM',
  ),
  v.check(
    ({ tokenEndpoint: endpoint, clientId }) => endpoint === undefined || clientId !== undefined,
    'needs a "clientId" for its "tokenEndpoint"',
  ),
  v.check(
    ({ mechanism, region }) => mechanism !== "AWS_MSK_IAM" || region !== undefined,
    'needs a "region" for AWS_MSK_IAM',
  ),
);

const security = v.pipe(
  v.object(
    {
      protocol: oneOf(["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]),
      tls: v.exactOptional(tls),
      sasl: v.exactOptional(sasl),
    },
    "must be an object with a protocol",
  ),
  v.check(
    ({ protocol, sasl: chosen }) => !protocol.startsWith("SASL_") || chosen !== undefined,
    'needs "sasl" with a mechanism for SASL_PLAINTEXT and SASL_SSL',
  ),
);

const registry = v.pipe(
  v.object(
    {
      url,
      authentication: v.exactOptional(oneOf(["basic", "bearer"])),
      username: v.exactOptional(nonEmpty),
      caFile: v.exactOptional(file),
    },
    "must be an address, or an object with a url",
  ),
  v.check(
    ({ authentication, username }) => authentication !== "basic" || username !== undefined,
    'needs a "username" for basic authentication',
  ),
);

/** One entry of the setting, as `entryOf` writes it. */
export const entrySchema = v.object(
  {
    id: v.exactOptional(nonEmpty),
    name: nonEmpty,
    bootstrapServers: servers,
    color: v.exactOptional(oneOf(["red", "orange", "yellow", "green", "blue", "purple"])),
    production: v.exactOptional(boolean),
    readOnly: v.exactOptional(boolean),
    security: v.exactOptional(security),
    addressMap: v.exactOptional(
      v.record(v.pipe(v.string(), address), v.pipe(nonEmpty, address), "must be an object"),
    ),
    maxVersions: v.exactOptional(v.record(v.string(), whole(0, 32_767), "must be an object")),
    clientId: v.exactOptional(nonEmpty),
    connectTimeoutMs: v.exactOptional(whole(100, 120_000)),
    requestTimeoutMs: v.exactOptional(whole(100, 600_000)),
    schemaRegistry: v.exactOptional(
      v.lazy((value) =>
        typeof value === "string"
          ? v.pipe(
              url,
              v.transform((text) => ({ url: text })),
            )
          : registry,
      ),
    ),
  },
  "must be an object with a name and bootstrapServers",
);

export type ProfileEntry = v.InferOutput<typeof entrySchema>;

/** Every property that an entry can have, by the path of the object it belongs to. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(entrySchema.entries),
  security: Object.keys(security.pipe[0].entries),
  "security.tls": Object.keys(tls.pipe[0].entries),
  "security.sasl": Object.keys(sasl.pipe[0].entries),
  schemaRegistry: Object.keys(registry.pipe[0].entries),
};

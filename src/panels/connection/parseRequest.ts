import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { ConnectionDraft, ConnectionRequests } from "./protocol";
import { secretFields } from "./secretNames";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const line = v.pipe(v.string(), v.maxLength(1024));
const text = v.pipe(v.string(), v.maxLength(16_384));
const digits = v.pipe(v.string(), v.maxLength(16));

/** Rows of a table in the form. */
const maxRows = 100;

const draft: v.GenericSchema<unknown, ConnectionDraft> = v.strictObject({
  name: line,
  color: v.picklist(["none", "red", "orange", "yellow", "green", "blue", "purple"]),
  isReadOnly: v.boolean(),
  isProduction: v.boolean(),
  bootstrapServers: text,
  protocol: v.picklist(["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]),
  mechanism: v.picklist(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "AWS_MSK_IAM"]),
  username: line,
  oauth: v.picklist(["clientCredentials", "token"]),
  tokenEndpoint: line,
  tokenCaFile: line,
  oauthClientId: line,
  scope: line,
  extensions: text,
  region: line,
  aws: v.picklist(["default", "profile", "role", "keys"]),
  awsProfile: line,
  awsRoleArn: line,
  awsAccessKeyId: line,
  caFile: line,
  clientCertificate: v.picklist(["none", "pem", "pkcs12"]),
  certificateFile: line,
  keyFile: line,
  pkcs12File: line,
  serverName: line,
  skipsVerification: v.boolean(),
  addressMap: v.pipe(
    v.array(v.strictObject({ advertised: line, reachable: line })),
    v.maxLength(maxRows),
  ),
  maxVersions: v.pipe(
    v.array(v.strictObject({ api: line, version: digits })),
    v.maxLength(maxRows),
  ),
  clientId: line,
  connectTimeoutMs: digits,
  requestTimeoutMs: digits,
  registryUrl: line,
  registryAuthentication: v.picklist(["none", "basic", "bearer"]),
  registryUsername: line,
  registryCaFile: line,
});

const secret = v.strictObject({ name: v.picklist(secretFields) });

/** There is no request that carries a secret: one that tried is not valid. */
export const connectionSchemas: Schemas<ConnectionRequests> = {
  open: nothing,
  edit: v.strictObject({
    revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    draft,
  }),
  enterSecret: secret,
  forgetSecret: secret,
  chooseFile: v.strictObject({
    field: v.picklist([
      "caFile",
      "certificateFile",
      "keyFile",
      "pkcs12File",
      "tokenCaFile",
      "registryCaFile",
    ]),
  }),
  test: nothing,
  stopTest: nothing,
  copyReport: nothing,
  save: nothing,
};

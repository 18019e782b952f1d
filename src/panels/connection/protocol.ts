/**
 * What the connection editor's page and its host say to each other. Types only. No secret crosses, in neither
 * direction: the page learns whether one is there, and the host asks the person for it in VS Code's own input box.
 */

export type SecurityProtocol = "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";

export type SaslMechanism =
  "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" | "OAUTHBEARER" | "AWS_MSK_IAM";

export type ColorChoice = "none" | "red" | "orange" | "yellow" | "green" | "blue" | "purple";

/** The secrets a connection may need, by the name they are kept under. */
export type SecretField =
  | "password"
  | "token"
  | "clientSecret"
  | "keyPassphrase"
  | "awsSecretAccessKey"
  | "awsSessionToken"
  | "registryPassword"
  | "registryToken";

export interface AddressRow {
  /** As the brokers tell it: `host:port`, or a host for all its ports. */
  advertised: string;
  /** Where to connect to instead. */
  reachable: string;
}

export interface VersionRow {
  /** An API of Kafka's protocol, such as "Fetch". */
  api: string;
  /** The highest version to use, in digits. */
  version: string;
}

/** Everything that stands in the form, as typed: only the host reads it. What is not asked for stays as it was. */
export interface ConnectionDraft {
  name: string;
  color: ColorChoice;
  isReadOnly: boolean;
  isProduction: boolean;
  bootstrapServers: string;
  protocol: SecurityProtocol;
  mechanism: SaslMechanism;
  /** PLAIN and SCRAM. */
  username: string;
  /** OAUTHBEARER: where the token comes from. */
  oauth: "clientCredentials" | "token";
  tokenEndpoint: string;
  tokenCaFile: string;
  oauthClientId: string;
  scope: string;
  /** `name=value`, separated by commas or line ends. */
  extensions: string;
  /** AWS_MSK_IAM. */
  region: string;
  aws: "default" | "profile" | "role" | "keys";
  awsProfile: string;
  awsRoleArn: string;
  awsAccessKeyId: string;
  caFile: string;
  /** What this client shows of itself, for mutual TLS. */
  clientCertificate: "none" | "pem" | "pkcs12";
  certificateFile: string;
  keyFile: string;
  pkcs12File: string;
  serverName: string;
  skipsVerification: boolean;
  addressMap: AddressRow[];
  maxVersions: VersionRow[];
  clientId: string;
  /** Digits; empty for what the settings say for all clusters. */
  connectTimeoutMs: string;
  requestTimeoutMs: string;
  registryUrl: string;
  registryAuthentication: "none" | "basic" | "bearer";
  registryUsername: string;
  registryCaFile: string;
}

export type DraftField = keyof ConnectionDraft;

/** A field that holds the path of a file. */
export type FileField =
  "caFile" | "certificateFile" | "keyFile" | "pkcs12File" | "tokenCaFile" | "registryCaFile";

/** `outdated`: one is stored for another server, protocol or user, and is not used for this one. */
export type SecretState = "missing" | "entered" | "stored" | "outdated";

/** What there is to say about a field. An error keeps the draft from being tested and saved. */
export interface Finding {
  field: DraftField;
  severity: "error" | "warning";
  /** A sentence. */
  message: string;
}

export type LineStatus = "running" | "passed" | "warning" | "failed" | "skipped";

/** One line of the checklist. */
export interface TestLine {
  /** "TLS handshake" */
  title: string;
  /** `host:port`; null where the check is of the whole cluster. */
  address: string | null;
  status: LineStatus;
  /** What was found; empty while it runs. */
  finding: string;
  /** What to do; null where there is nothing. */
  advice: string | null;
  /** "12 ms"; empty while it runs. */
  elapsed: string;
}

export interface TestView {
  state: "none" | "running" | "passed" | "failed" | "stopped";
  /** The draft was changed since. */
  isOutdated: boolean;
  lines: TestLine[];
  /** What it came to, in a sentence; what saving means where nothing was tested. */
  summary: string;
}

export interface ConnectionView {
  /** Of the last `edit` that the host has seen. */
  revision: number;
  mode: "add" | "edit";
  findings: Finding[];
  secrets: Record<SecretField, SecretState>;
  /** The name or the colour says that people depend on the cluster. */
  looksLikeProduction: boolean;
  /** Why nothing may be saved. */
  obstacle: string | null;
  /** What is to be known about where the draft came from: whole sentences. */
  notes: string[];
  test: TestView;
}

export interface ConnectionRequests {
  open: { params: Record<string, never>; result: { draft: ConnectionDraft; view: ConnectionView } };
  /** What stands in the form now. `revision` counts up with every edit. */
  edit: { params: { revision: number; draft: ConnectionDraft }; result: ConnectionView };
  /** Asks the person for a secret outside the page, and keeps it until the draft is saved. */
  enterSecret: { params: { name: SecretField }; result: ConnectionView };
  /** Takes back what was entered, and what is stored once the draft is saved. */
  forgetSecret: { params: { name: SecretField }; result: ConnectionView };
  /** Asks for a file; its path is to be put into the field. Null: never mind. */
  chooseFile: { params: { field: FileField }; result: string | null };
  /** Goes through the checklist with the draft as it stands; its lines come as `view` events. */
  test: { params: Record<string, never>; result: ConnectionView };
  stopTest: { params: Record<string, never>; result: null };
  /** Copies the checklist as text; answers with a sentence. */
  copyReport: { params: Record<string, never>; result: string };
  /** The panel closes once it is saved. */
  save: { params: Record<string, never>; result: ConnectionView };
}

export interface ConnectionEvents {
  /** Something changed that no request is about: the checklist went on, a secret was stored. */
  view: ConnectionView;
}

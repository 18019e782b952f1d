/** What Test Connection goes through, in this order; after a failure that leaves nothing to test the rest is skipped. */
export type CheckName =
  | "dns"
  | "tcp"
  | "tls"
  | "apiVersions"
  | "sasl"
  | "metadata"
  | "advertised"
  | "topicPermissions"
  | "groupPermissions";

export type CheckStatus = "passed" | "warning" | "failed" | "skipped";

/** One line of the checklist. All texts are for people; what a broker or a certificate says in them is hostile. */
export interface Check {
  readonly name: CheckName;
  /** `host:port` where the check is of one address: bootstrap servers and advertised addresses have a line each. */
  readonly address?: string;
  readonly status: CheckStatus;
  /** What was found, a sentence: "127.0.0.1, ::1", "TLSv1.3, certificate for a, b, until 2027-01-01". */
  readonly finding: string;
  /** What to do about it, a sentence; set for warnings and failures where there is something to do. */
  readonly advice?: string;
  readonly elapsedMs: number;
}

/** A change in the checklist: a check that has begun, or one that has ended. */
export type DiagnosisEvent =
  | { readonly kind: "begun"; readonly name: CheckName; readonly address?: string }
  | { readonly kind: "ended"; readonly check: Check };

export interface Diagnosis {
  readonly checks: readonly Check[];
  /** True when no check failed. Warnings, such as a denied permission, leave a connection usable. */
  readonly isUsable: boolean;
}

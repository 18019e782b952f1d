import type { ConnectionDraft } from "../../src/panels/connection/protocol";

/*
 * Which parts of the form a draft has a use for. The fields themselves keep what was typed in them, so that going
 * to another mechanism and back loses nothing.
 */

export type IsShown = (draft: ConnectionDraft) => boolean;

export const hasTls: IsShown = ({ protocol }) => protocol === "SSL" || protocol === "SASL_SSL";

export const hasSasl: IsShown = ({ protocol }) =>
  protocol === "SASL_PLAINTEXT" || protocol === "SASL_SSL";

export const hasPassword: IsShown = (draft) =>
  hasSasl(draft) && draft.mechanism !== "OAUTHBEARER" && draft.mechanism !== "AWS_MSK_IAM";

export const hasOauth: IsShown = (draft) => hasSasl(draft) && draft.mechanism === "OAUTHBEARER";

export const hasClientCredentials: IsShown = (draft) =>
  hasOauth(draft) && draft.oauth === "clientCredentials";

export const hasToken: IsShown = (draft) => hasOauth(draft) && draft.oauth === "token";

export const hasAws: IsShown = (draft) => hasSasl(draft) && draft.mechanism === "AWS_MSK_IAM";

export const hasAwsKind =
  (kind: ConnectionDraft["aws"]): IsShown =>
  (draft) =>
    hasAws(draft) && draft.aws === kind;

export const hasCertificate =
  (kind: ConnectionDraft["clientCertificate"]): IsShown =>
  (draft) =>
    hasTls(draft) && draft.clientCertificate === kind;

export const hasRegistry: IsShown = ({ registryUrl }) => registryUrl.trim() !== "";

export const hasRegistryAuthentication =
  (kind: ConnectionDraft["registryAuthentication"]): IsShown =>
  (draft) =>
    hasRegistry(draft) && draft.registryAuthentication === kind;

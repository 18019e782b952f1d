import { isUnencrypted, parseWebAddress } from "../../kafka/connection/webAddress";
import { checkPath } from "./checkTls";
import { parseExtensions, usesPassword, usesSasl, usesTls } from "./draftParts";
import { error, required, warning, type Findings } from "./findings";
import type { ConnectionDraft } from "./protocol";

/** What is wrong with the fields that the mechanism needs. */
export function checkSasl(draft: ConnectionDraft): Findings {
  if (!usesSasl(draft)) return [];
  if (usesPassword(draft)) {
    const needed = "Enter the user name that the brokers know.";
    return [...checkEncryption(draft), ...required("username", draft.username, needed)];
  }
  const own = draft.mechanism === "OAUTHBEARER" ? checkOauth(draft) : checkAws(draft);
  return [...checkEncryption(draft), ...own];
}

/** SCRAM proves that it knows the password without sending it. */
function checkEncryption(draft: ConnectionDraft): Findings {
  if (usesTls(draft)) return [];
  switch (draft.mechanism) {
    case "PLAIN":
      return [
        warning(
          "mechanism",
          "The password is sent unencrypted: everybody on the way can read it. Use SASL_SSL where the cluster has it.",
        ),
      ];
    case "OAUTHBEARER":
      return [
        warning(
          "mechanism",
          "The token is sent unencrypted: everybody on the way can use it. Use SASL_SSL where the cluster has it.",
        ),
      ];
    case "AWS_MSK_IAM":
      return [warning("mechanism", "Amazon MSK offers IAM over SASL_SSL only.")];
    case "SCRAM-SHA-256":
    case "SCRAM-SHA-512":
      return [];
  }
}

function checkOauth(draft: ConnectionDraft): Findings {
  const { oauth, tokenEndpoint, tokenCaFile, oauthClientId, extensions } = draft;
  const parsed = parseExtensions(extensions);
  const extension =
    typeof parsed === "string"
      ? [error("extensions", `"${parsed}" is not a name=value, with letters alone in the name.`)]
      : [];
  if (oauth === "token") return extension;
  return [
    ...checkEndpoint(tokenEndpoint),
    ...checkPath("tokenCaFile", tokenCaFile),
    ...required("oauthClientId", oauthClientId, "Enter the client id that the endpoint knows."),
    ...extension,
  ];
}

function checkEndpoint(text: string): Findings {
  if (text.trim() === "") {
    return [error("tokenEndpoint", "Enter the address that tokens are fetched from.")];
  }
  const url = parseWebAddress(text);
  if (url === undefined) {
    return [error("tokenEndpoint", "Enter an address that begins with https://.")];
  }
  const message = "The client secret goes there: the address must begin with https://.";
  return isUnencrypted(url) ? [error("tokenEndpoint", message)] : [];
}

function checkAws(draft: ConnectionDraft): Findings {
  const { region, aws, awsProfile, awsRoleArn, awsAccessKeyId } = draft;
  return [
    ...checkRegion(region.trim()),
    ...(aws === "profile"
      ? required("awsProfile", awsProfile, "Enter a profile of ~/.aws/config.")
      : []),
    ...(aws === "role" ? checkRole(awsRoleArn.trim()) : []),
    ...(aws === "keys"
      ? required("awsAccessKeyId", awsAccessKeyId, "Enter the access key's id.")
      : []),
  ];
}

function checkRegion(region: string): Findings {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return [];
  return [error("region", "Enter the cluster's region, for instance eu-central-1.")];
}

function checkRole(arn: string): Findings {
  if (/^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(arn)) return [];
  return [
    error("awsRoleArn", "Enter the role's ARN, for instance arn:aws:iam::123456789012:role/kafka."),
  ];
}

import type { AwsCredentials } from "../../clusterConnection";
import { KafkaError } from "../../errors";
import type { AccessToken } from "./accessTokens";

export interface MskCredentials {
  readonly region: string;
  readonly aws: AwsCredentials;
}

/**
 * The token that Amazon MSK takes by OAUTHBEARER, good for a quarter of an hour at most.
 * @throws KafkaError `authentication`, without what AWS says: it may tell of accounts and roles
 */
export async function mskToken({ region, aws }: MskCredentials): Promise<AccessToken> {
  if (!/^[a-z0-9-]+$/.test(region)) {
    throw new KafkaError("The AWS region must be a name such as eu-central-1.", {
      kind: "invalidInput",
    });
  }
  const { signMskToken } = await import("./mskSigner");
  try {
    return await signMskToken(region, aws);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown error";
    throw new KafkaError(`AWS gave no credentials for ${sourceOf(aws)} (${name}).`, {
      kind: "authentication",
    });
  }
}

function sourceOf(aws: AwsCredentials): string {
  switch (aws.kind) {
    case "default":
      return "this machine: set AWS's environment variables, or log in with aws sso login";
    case "profile":
      return `the profile ${aws.profile}`;
    case "role":
      return `the role ${aws.roleArn}`;
    case "keys":
      return `the access key ${aws.accessKeyId}`;
  }
}

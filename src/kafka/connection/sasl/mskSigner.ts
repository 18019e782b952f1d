import {
  generateAuthToken,
  generateAuthTokenFromCredentialsProvider,
  generateAuthTokenFromProfile,
  generateAuthTokenFromRole,
} from "aws-msk-iam-sasl-signer-js";
import type { AwsCredentials } from "../../clusterConnection";
import type { AccessToken } from "./accessTokens";

/**
 * A token for brokers of Amazon MSK, signed by AWS credentials. It is built into a file of its own, because AWS's
 * libraries are large and few need them.
 * @throws what AWS's libraries throw
 */
export async function signMskToken(region: string, aws: AwsCredentials): Promise<AccessToken> {
  const { token, expiryTime } = await sign();
  return { value: token, lifetimeMs: expiryTime - Date.now() };

  function sign(): Promise<{ readonly token: string; readonly expiryTime: number }> {
    switch (aws.kind) {
      case "default":
        return generateAuthToken({ region });
      case "profile":
        return generateAuthTokenFromProfile({ region, awsProfileName: aws.profile });
      case "role": {
        const { roleArn, sessionName } = aws;
        const session = sessionName === undefined ? {} : { awsRoleSessionName: sessionName };
        return generateAuthTokenFromRole({ region, awsRoleArn: roleArn, ...session });
      }
      case "keys": {
        const { accessKeyId, secretAccessKey, sessionToken } = aws;
        const session = sessionToken === undefined ? {} : { sessionToken };
        const keys = { accessKeyId, secretAccessKey, ...session };
        return generateAuthTokenFromCredentialsProvider({
          region,
          awsCredentialsProvider: () => Promise.resolve(keys),
        });
      }
    }
  }
}

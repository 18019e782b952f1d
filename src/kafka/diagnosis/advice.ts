import { errorCode } from "../connection/failure";
import type { KafkaError, KafkaErrorKind } from "../errors";
import type { CheckName } from "./diagnosis";

type Advice = Partial<Record<KafkaErrorKind, string>>;

/** Some brokers lock users out after a few wrong passwords. */
const loginAdvice = "Correct the user's credentials before you try again.";

/** Where the finding itself does not say what to do. */
const advice: Readonly<Record<CheckName, Advice>> = {
  dns: {
    timeout: "Check that this machine's name server can be reached; a VPN may be in the way.",
  },
  tcp: {
    unreachable: "Check the host, the port, and that the broker is running.",
  },
  tls: {
    tls: "Check the protocol of this connection, its CA, and its own certificate and key.",
  },
  apiVersions: {
    tls: "Choose SSL or SASL_SSL as the protocol.",
    unreachable: "Check that this is the port of a Kafka listener, and of which protocol.",
    timeout: "Check that this is the port of a Kafka listener; the broker may be overloaded.",
    corruptData: "Check that this is the port of a Kafka listener.",
  },
  sasl: {},
  metadata: {},
  advertised: {
    unreachable:
      "Correct advertised.listeners of the broker, or map the address to one that works from here.",
    timeout:
      "Correct advertised.listeners of the broker, or map the address to one that works from here.",
    tls: "The broker's own certificate is the matter: it must be valid for the advertised name.",
  },
  topicPermissions: {
    authorization: "Ask for DESCRIBE on the topics.",
  },
  groupPermissions: {
    authorization: "Ask for DESCRIBE on the groups.",
    unreachable: "Groups are listed once every broker can be reached.",
    timeout: "Groups are listed once every broker answers.",
  },
};

/** A sentence, or undefined where there is nothing to do but what the finding says. */
export function adviceFor(name: CheckName, { kind, code }: KafkaError): string | undefined {
  if (code === errorCode.saslAuthenticationFailed) return loginAdvice;
  return advice[name][kind];
}

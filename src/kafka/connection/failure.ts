import { KafkaError, type KafkaErrorKind } from "../errors";
import type { ItemFailure } from "../model";
import { describeErrorCode } from "../protocol/errorCodes";

const kinds: ReadonlyMap<number, KafkaErrorKind> = new Map([
  [1, "offsetOutOfRange"],
  [2, "corruptData"],
  [3, "notFound"],
  [5, "noLeader"],
  [6, "noLeader"],
  [7, "timeout"],
  [8, "unreachable"],
  [9, "noLeader"],
  [10, "invalidInput"],
  [12, "invalidInput"],
  [13, "unreachable"],
  [14, "timeout"],
  [15, "timeout"],
  [16, "timeout"],
  [17, "invalidInput"],
  [18, "invalidInput"],
  [19, "noLeader"],
  [20, "timeout"],
  [22, "groupActive"],
  [24, "invalidInput"],
  [25, "groupActive"],
  [27, "groupActive"],
  [28, "invalidInput"],
  [29, "authorization"],
  [30, "authorization"],
  [31, "authorization"],
  [32, "invalidInput"],
  [33, "authentication"],
  [34, "authentication"],
  [35, "unsupported"],
  [36, "invalidInput"],
  [37, "invalidInput"],
  [38, "invalidInput"],
  [40, "invalidInput"],
  [42, "invalidInput"],
  [43, "unsupported"],
  [44, "invalidInput"],
  [58, "authentication"],
  [66, "authentication"],
  [68, "groupActive"],
  [69, "notFound"],
  [73, "unsupported"],
  [74, "noLeader"],
  [75, "noLeader"],
  [76, "unsupported"],
  [78, "noLeader"],
  [86, "groupActive"],
  [87, "invalidInput"],
  [100, "notFound"],
  [103, "notFound"],
]);

/** The protocol's codes that callers branch on. */
export const errorCode = {
  unknownServerError: -1,
  none: 0,
  offsetOutOfRange: 1,
  corruptMessage: 2,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeaderOrFollower: 6,
  requestTimedOut: 7,
  brokerNotAvailable: 8,
  replicaNotAvailable: 9,
  networkException: 13,
  coordinatorLoadInProgress: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  notEnoughReplicasAfterAppend: 20,
  unknownMemberId: 25,
  topicAuthorizationFailed: 29,
  groupAuthorizationFailed: 30,
  clusterAuthorizationFailed: 31,
  unsupportedSaslMechanism: 33,
  illegalSaslState: 34,
  unsupportedVersion: 35,
  kafkaStorageError: 56,
  saslAuthenticationFailed: 58,
  groupIdNotFound: 69,
  fencedLeaderEpoch: 74,
  unknownLeaderEpoch: 75,
  offsetNotAvailable: 78,
  groupSubscribedToTopic: 86,
  invalidRecord: 87,
  throttlingQuotaExceeded: 89,
  unknownTopicId: 100,
  inconsistentTopicId: 103,
} as const;

/** @param code not 0 */
export function failureOf(code: number): ItemFailure {
  return { code, message: describeErrorCode(code).sentence };
}

/** Undefined for code 0. */
export function failureIfAny(code: number): ItemFailure | undefined {
  return code === errorCode.none ? undefined : failureOf(code);
}

/** A request that the broker refused as a whole. */
export function errorOfCode(code: number, broker?: string): KafkaError {
  const message = describeErrorCode(code).sentence;
  return new KafkaError(message, { kind: kindOfCode(code), code, broker });
}

/** What kind of failure a protocol error code stands for. */
export function kindOfCode(code: number): KafkaErrorKind {
  return kinds.get(code) ?? "unexpected";
}

/** One item's share of a request that failed as a whole; the protocol has a code for lost connections too. */
export function failureOfError({ code, kind, message }: KafkaError): ItemFailure {
  return { code: code ?? codesOfOurOwn.get(kind) ?? errorCode.networkException, message };
}

/** For what we notice before any broker does. */
const codesOfOurOwn: ReadonlyMap<KafkaErrorKind, number> = new Map([
  ["corruptData", errorCode.corruptMessage],
  ["timeout", errorCode.requestTimedOut],
  ["unsupported", errorCode.unsupportedVersion],
]);

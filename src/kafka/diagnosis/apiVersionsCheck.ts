import { throwIfCancelled } from "../connection/deadline";
import { errorCode, errorOfCode } from "../connection/failure";
import { expectsTls } from "../connection/tls/tlsFailure";
import { answersTls } from "../connection/tlsProbe";
import { KafkaError } from "../errors";
import { apiVersionsApi } from "../protocol/apiVersions";
import type { Access } from "./access";
import { apiVersionsFinding } from "./apiVersionsFinding";
import type { Found } from "./checklist";
import type { Server } from "./server";

/** Whether it is Kafka that answers there. @throws KafkaError */
export async function apiVersionsCheck(server: Server, access: Access): Promise<Found<Server>> {
  const { isEncrypted, limits } = access;
  const link = await access.open(server);
  try {
    const { errorCode: code, apis } = await link.ask(apiVersionsApi, undefined);
    if (code !== errorCode.none) throw errorOfCode(code, server.address);
    return { ...apiVersionsFinding(apis), value: server };
  } catch (error) {
    const mayBeTls = error instanceof KafkaError && error.kind === "unreachable" && !isEncrypted;
    if (!mayBeTls || limits.signal.aborted) throw error;
    const isTls = await answersTls(server.target, limits.timeoutMs, limits.signal);
    throwIfCancelled(limits.signal);
    throw isTls ? expectsTls(server.address) : error;
  } finally {
    link.close();
  }
}

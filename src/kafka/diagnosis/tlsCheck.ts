import type { Access } from "./access";
import { certificateFinding, expiryAdvice } from "./certificateFinding";
import type { Found } from "./checklist";
import type { Server } from "./server";

const uncheckedAdvice =
  "Any certificate is taken here: somebody on the way could read and change everything. Name the broker's CA instead.";

/** Whether the server can be trusted, and takes this client. @throws KafkaError */
export async function tlsCheck<Of extends Server>(server: Of, access: Access): Promise<Found<Of>> {
  const { version, certificate, isUnchecked, distrust } = await access.inspectTls(server);
  if (distrust !== undefined && !isUnchecked) throw distrust;
  await access.throwIfRefused(server);
  const shown = `${version}. ${certificateFinding(certificate)}`;
  const finding = distrust === undefined ? shown : `${shown} ${distrust.message}`;
  const advice = isUnchecked ? uncheckedAdvice : expiryAdvice(certificate, Date.now());
  return { finding, advice, value: server };
}

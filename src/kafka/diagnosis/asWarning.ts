import { KafkaError } from "../errors";
import { adviceFor } from "./advice";
import type { Found } from "./checklist";
import type { CheckName } from "./diagnosis";

const otherAdvice = "What was found so far can be used all the same.";

/** For a check whose failure leaves the connection usable: one user's permissions, or one broker out of reach. */
export async function asWarning(
  name: CheckName,
  check: Promise<Found<true>>,
): Promise<Found<true>> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof KafkaError) || error.kind === "cancelled") throw error;
    return { finding: error.message, advice: adviceFor(name, error) ?? otherAdvice, value: true };
  }
}

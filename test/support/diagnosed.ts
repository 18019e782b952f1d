import type { ClusterConnection } from "../../src/kafka/clusterConnection";
import { diagnose } from "../../src/kafka/diagnosis/diagnose";
import type {
  Check,
  CheckName,
  Diagnosis,
  DiagnosisEvent,
} from "../../src/kafka/diagnosis/diagnosis";

/** A diagnosis, and everything that was told on the way. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly events: readonly DiagnosisEvent[];
  /** "dns passed", "tcp failed"…, in order. */
  readonly statuses: readonly string[];
  /** The first of that name, or the one of that address. */
  readonly check: (name: CheckName, address?: string) => Check;
}

/** Of a connection without security, but for what is told. */
export async function diagnosed(
  connection: Partial<ClusterConnection> & Pick<ClusterConnection, "bootstrapServers">,
  signal = new AbortController().signal,
): Promise<Diagnosed> {
  const events: DiagnosisEvent[] = [];
  const diagnosis = await diagnose(
    {
      clientId: "diagnosis-under-test",
      connectTimeoutMs: 2_500,
      requestTimeoutMs: 15_000,
      ...connection,
    },
    (event) => events.push(event),
    signal,
  );
  const { checks } = diagnosis;
  return {
    diagnosis,
    events,
    statuses: checks.map(({ name, status }) => `${name} ${status}`),
    check: (name, address) => {
      const found = checks.find(
        (check) => check.name === name && (address === undefined || check.address === address),
      );
      if (found === undefined) throw new Error(`No check ${name} ${address ?? ""}`);
      return found;
    },
  };
}

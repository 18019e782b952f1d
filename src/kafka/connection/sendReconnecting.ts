import { KafkaError } from "../errors";
import type { Api } from "../protocol/api";
import type { BrokerConnection } from "./brokerConnection";
import type { TrafficMeter } from "./trafficMeter";

interface SendOptions {
  readonly meter?: TrafficMeter;
  readonly maxLosses?: number;
  readonly maxTimeouts?: number;
}

/**
 * Sends over what `connect` gives. A read whose connection turns out to be lost, as after a sleep or a restart
 * of the broker, is sent again over another one, without a word. A write is sent once.
 * @param maxLosses more than once only where `connect` may give connections that were lost without being noticed
 * @param maxTimeouts more than none only where `connect` gives another broker then
 * @throws KafkaError
 */
export async function sendReconnecting<Question, Answer>(
  connect: () => Promise<BrokerConnection>,
  api: Api<Question, Answer>,
  question: Question,
  signal: AbortSignal | undefined,
  { meter, maxLosses = 1, maxTimeouts = 0 }: SendOptions = {},
): Promise<Answer> {
  const left = { unreachable: maxLosses, timeout: maxTimeouts };
  for (;;) {
    const connection = await connect();
    try {
      return await connection.send(api, question, signal, meter);
    } catch (error) {
      if (!(error instanceof KafkaError) || api.isRead !== true) throw error;
      if (error.kind !== "unreachable" && error.kind !== "timeout") throw error;
      if (left[error.kind]-- === 0) throw error;
    }
  }
}

import { expectsTls } from "../connection/tls/tlsFailure";
import { KafkaError } from "../errors";

const lengthBytes = 4;
const correlationBytes = 4;
/** Answers to the few requests of a test are small; what claims more is no answer of a broker. */
const maxBytes = 4 * 1024 * 1024;
const tlsAlert = 0x15;
const tlsMajorVersion = 0x03;

/**
 * The answer that `received` begins with, without its length and its correlation id; undefined while it is not whole.
 * @param address `host:port` it comes from
 * @throws KafkaError when it is no answer of a broker
 */
export function answerFrame(received: Buffer, address: string): Buffer | undefined {
  if (received.length < lengthBytes) return undefined;
  if (received[0] === tlsAlert && received[1] === tlsMajorVersion) {
    throw expectsTls(address);
  }
  const length = received.readInt32BE(0);
  if (length < correlationBytes || length > maxBytes) throw notKafka(received, address);
  if (received.length < lengthBytes + length) return undefined;
  return received.subarray(lengthBytes + correlationBytes, lengthBytes + length);
}

function notKafka(received: Buffer, address: string): KafkaError {
  const message = received.toString("latin1", 0, 5).startsWith("HTTP")
    ? `${address} answers HTTP: it is a web server, and no Kafka broker.`
    : `${address} answers, but does not speak Kafka.`;
  return new KafkaError(message, { kind: "unreachable", broker: address });
}

import type { AnswerBuffers } from "./answerBuffers";
import { AnswerFrames } from "./answerFrames";
import type { InternalConnection } from "./kafkajsInternals";

/** The correlation id. */
const answerHeaderBytes = 4;

/**
 * kafkajs would make new memory for every answer. Bytes that are not Kafka's end the connection: they would be
 * thrown out of the socket's event, where nobody catches.
 */
export function receiveInto(connection: InternalConnection, buffers: AnswerBuffers): AnswerFrames {
  const frames = new AnswerFrames(buffers, (answer) => {
    connection.requestQueue.fulfillRequest({
      correlationId: answer.readInt32BE(),
      payload: answer.subarray(answerHeaderBytes),
      size: answer.length,
    });
  });
  connection.processData = (chunk) => {
    try {
      frames.receive(chunk);
    } catch (error) {
      connection.socket?.destroy(error);
    }
  };
  return frames;
}

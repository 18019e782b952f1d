import assert from "node:assert/strict";
import { KafkaError, type KafkaErrorKind } from "../../src/kafka/errors";

/** Runs to the end, or fails with an error of the declared class. */
export function failsOnlyAs(
  errorClass: new (...args: never[]) => Error,
  work: () => unknown,
): void {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof errorClass, `not a ${errorClass.name}: ${told(error)}`);
  }
}

/** Runs to the end, or fails with a `KafkaError` of one of these kinds. */
export function failsOnlyOf(kinds: readonly KafkaErrorKind[], work: () => unknown): void {
  failsOnlyAs(KafkaError, () => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      assert.ok(kinds.includes(error.kind), `of kind ${error.kind}: ${error.message}`);
    }
  });
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

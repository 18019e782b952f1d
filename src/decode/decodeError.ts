/**
 * Why bytes are not what they were taken for. Its message is a sentence a person can read; what it quotes of a
 * message is hostile. It never leaves `src/decode`: a decoded part carries it as its reason.
 */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

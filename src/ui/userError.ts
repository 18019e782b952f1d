/** A failure that is not the cluster's. Its message is a sentence for the user that needs no further advice. */
export class UserError extends Error {
  override readonly name = "UserError";
}

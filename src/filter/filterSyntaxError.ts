/** A filter that a person wrote cannot be used. Its message is a sentence. */
export class FilterSyntaxError extends Error {
  override readonly name = "FilterSyntaxError";

  constructor(
    message: string,
    /** First character of the filter's text that it is about. */
    readonly position?: number,
  ) {
    super(message);
  }
}

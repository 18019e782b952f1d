/** What the controller says of one topic it was to create or delete. */
export interface TopicAnswer {
  readonly topic: string;
  /** 0: done. */
  readonly errorCode: number;
  /** The controller's own words, where it has any. */
  readonly errorMessage: string | undefined;
}

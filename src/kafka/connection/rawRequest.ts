/** What kafkajs frames and sends: the body is ours, the header is its own. */
export interface RawRequest<Answer> {
  readonly apiKey: number;
  readonly apiName: string;
  readonly apiVersion: number;
  /** An object with the two buffers kafkajs's own encoder has. */
  readonly body: { readonly buf: Buffer; readonly buffer: Buffer };
  decode(payload: Buffer): Answer;
}

export interface VersionRange {
  readonly minVersion: number;
  readonly maxVersion: number;
}

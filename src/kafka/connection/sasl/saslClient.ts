/** The client's side of one authentication; made anew for each. */
export interface SaslClient {
  /** As it is called on the wire. */
  readonly mechanism: string;
  /**
   * What to send next.
   * @param challenge what the broker said; undefined at the beginning
   * @returns undefined once there is nothing more to send, and the broker has proved what it has to
   * @throws KafkaError `authentication` when the broker cannot be trusted
   */
  respond(challenge: Buffer | undefined): Promise<Buffer | undefined>;
}

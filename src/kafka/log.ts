/** Where `src/kafka` writes what a developer may need. Never given secrets, keys, values or headers. */
export interface KafkaLog {
  debug(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What is used of a log. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  show(): void;
}

/** The same log, from which `redact` takes what must not be written anywhere. */
export function redactedLog(log: Log, redact: (text: string) => string): Log {
  return {
    debug: (message) => {
      log.debug(redact(message));
    },
    info: (message) => {
      log.info(redact(message));
    },
    warn: (message) => {
      log.warn(redact(message));
    },
    error: (message) => {
      log.error(redact(message));
    },
    show: () => {
      log.show();
    },
  };
}

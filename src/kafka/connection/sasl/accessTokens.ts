import { isDeepStrictEqual } from "node:util";
import { withDeadline } from "../deadline";

export interface AccessToken {
  readonly value: string;
  /** Undefined when nobody tells. */
  readonly lifetimeMs: number | undefined;
}

/** A token is asked for anew so long before its end, or after four fifths of its life, whichever is later. */
const marginMs = 60_000;
const usedShare = 0.8;
/** Of a token whose end nobody tells. */
const unknownLifetimeMs = 60_000;

interface Held<Credentials> {
  readonly credentials: Credentials;
  readonly value: string;
  readonly untilMs: number;
}

interface Asking<Credentials> {
  readonly credentials: Credentials;
  readonly answer: Promise<AccessToken>;
  readonly ending: AbortController;
  waiting: number;
}

/** The access token of one cluster: kept while it is good, and asked for once however many connections need it. */
export class AccessTokens<Credentials> {
  private held: Held<Credentials> | undefined;
  private asking: Asking<Credentials> | undefined;

  constructor(
    private readonly request: (
      credentials: Credentials,
      signal: AbortSignal,
    ) => Promise<AccessToken>,
    private readonly nowMs: () => number = () => Date.now(),
  ) {}

  /** @throws KafkaError */
  async token(credentials: Credentials, signal: AbortSignal | undefined): Promise<string> {
    const { held } = this;
    if (held !== undefined && isDeepStrictEqual(held.credentials, credentials)) {
      if (this.nowMs() < held.untilMs) return held.value;
    }
    const asking = this.join(credentials);
    asking.waiting++;
    try {
      return (await withDeadline(asking.answer, { signal })).value;
    } finally {
      // nobody waits for it any longer
      if (--asking.waiting === 0) asking.ending.abort();
    }
  }

  /** The broker did not accept it. */
  forget(): void {
    this.held = undefined;
  }

  private join(credentials: Credentials): Asking<Credentials> {
    const current = this.asking;
    if (
      current !== undefined &&
      !current.ending.signal.aborted &&
      isDeepStrictEqual(current.credentials, credentials)
    ) {
      return current;
    }
    const ending = new AbortController();
    const askedMs = this.nowMs();
    const answer = this.request(credentials, ending.signal)
      .then((token) => {
        const { value, lifetimeMs = unknownLifetimeMs } = token;
        const usedMs = Math.max(lifetimeMs - marginMs, lifetimeMs * usedShare);
        this.held = { credentials, value, untilMs: askedMs + usedMs };
        return token;
      })
      .finally(() => {
        if (this.asking === asking) this.asking = undefined;
      });
    const asking: Asking<Credentials> = { credentials, answer, ending, waiting: 0 };
    this.asking = asking;
    return asking;
  }
}

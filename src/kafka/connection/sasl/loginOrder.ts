import { KafkaError } from "../../errors";
import { throwIfCancelled, withDeadline } from "../deadline";
import { errorCode } from "../failure";

/**
 * Brokers lock an account after a few wrong passwords, and a cluster's addresses are tried at the same time. Until
 * somebody was let in, logins go one after the other, and those who waited for one that is refused do not try.
 */
export class LoginOrder {
  private isProven = false;
  private current: Promise<unknown> | undefined;

  /** @param patienceMs so long a login waits for another one; a frozen broker must not keep the others from theirs */
  constructor(private readonly patienceMs: number) {}

  /** @throws what `logIn` throws, and the refusal of the login that it waited for */
  async run<Result>(logIn: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    let waitedFor: Promise<unknown> | undefined;
    while (!this.isProven && this.current !== undefined && this.current !== waitedFor) {
      waitedFor = this.current;
      await this.waitFor(waitedFor, signal);
    }
    const login = logIn();
    this.current = login;
    try {
      const result = await login;
      this.isProven = true;
      return result;
    } catch (error) {
      if (isRefusal(error)) this.isProven = false;
      throw error;
    } finally {
      if (this.current === login) this.current = undefined;
    }
  }

  /** A login that fails otherwise, or takes long, tells nothing of the password. */
  private async waitFor(login: Promise<unknown>, signal: AbortSignal): Promise<void> {
    try {
      await withDeadline(login, { timeoutMs: this.patienceMs, signal });
    } catch (error) {
      if (isRefusal(error)) throw error;
      throwIfCancelled(signal);
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof KafkaError && error.code === errorCode.saslAuthenticationFailed;
}

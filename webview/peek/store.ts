import type { Action } from "./action";
import { initialState } from "./peekState";
import type { PeekState } from "./peekState";
import { next } from "./state";

/** Holds the page's state; whoever changes it does so by an action, and every new state is shown. */
export class Store {
  private current: PeekState = initialState;

  constructor(private readonly onChange: (state: PeekState, before: PeekState) => void) {}

  get state(): PeekState {
    return this.current;
  }

  apply(action: Action): void {
    const before = this.current;
    this.current = next(before, action);
    this.onChange(this.current, before);
  }
}

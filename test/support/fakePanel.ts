import assert from "node:assert/strict";
import { EventEmitter } from "./vscode";

/** A webview panel without a page: a test posts what the page would, and sees what it would get. */
export class FakePanel<Posted extends { readonly id?: number } = { readonly id?: number }> {
  readonly posted: Posted[] = [];
  readonly messages = new EventEmitter<unknown>();
  readonly disposed = new EventEmitter<undefined>();
  readonly onDidDispose = this.disposed.event;
  private readonly viewState = new EventEmitter<undefined>();
  readonly onDidChangeViewState = this.viewState.event;
  visible = true;
  isDisposed = false;
  reveals = 0;
  readonly webview = {
    html: "",
    options: {},
    cspSource: "https://csp",
    asWebviewUri: (uri: unknown): unknown => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: (message: Posted): Promise<boolean> => {
      this.posted.push(message);
      return Promise.resolve(true);
    },
  };

  constructor(
    public title: string,
    readonly options?: unknown,
  ) {}

  reveal(): void {
    this.reveals++;
  }

  /** As another tab of the same column hides it, and gives way again. */
  show(isVisible: boolean): void {
    this.visible = isVisible;
    this.viewState.fire(undefined);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.disposed.fire(undefined);
  }

  /** Posts a request as the page would, and gives its reply. */
  async ask(method: string, params: unknown): Promise<Posted> {
    const id = this.posted.length + 100;
    this.messages.fire({ id, method, params });
    for (let turn = 0; turn < 60; turn++) await Promise.resolve();
    const reply = this.posted.find((posted) => posted.id === id);
    assert.ok(reply);
    return reply;
  }
}

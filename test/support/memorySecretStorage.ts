import type * as vscode from "vscode";
import { EventEmitter } from "./vscode";

/** VS Code's secret storage, in memory. */
export class MemorySecretStorage implements Pick<
  vscode.SecretStorage,
  "get" | "store" | "delete" | "onDidChange"
> {
  readonly values = new Map<string, string>();
  private readonly changed = new EventEmitter<vscode.SecretStorageChangeEvent>();

  readonly onDidChange = this.changed.event as vscode.Event<vscode.SecretStorageChangeEvent>;

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    this.changed.fire({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    if (this.values.delete(key)) this.changed.fire({ key });
    return Promise.resolve();
  }
}

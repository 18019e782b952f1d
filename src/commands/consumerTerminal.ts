import * as vscode from "vscode";
import { plainLabel } from "../ui/plainText";

const ctrlC = "\u0003";

/** A terminal that shows what a consumer of the lab prints. Ctrl+C in it stops the consumer, as anywhere. */
export class ConsumerTerminal {
  private readonly written = new vscode.EventEmitter<string>();
  private terminal: vscode.Terminal | undefined;
  private isOpen = false;
  /** What there was to show before the terminal could show it. */
  private readonly early: string[] = [];

  constructor(
    private readonly name: string,
    private readonly interrupt: () => void,
  ) {}

  /** @param line without anything that a terminal would obey */
  print(line: string): void {
    if (this.isOpen) this.written.fire(`${line}\r\n`);
    else this.early.push(line);
    if (this.early.length > maxEarlyLines) this.early.shift();
  }

  /** A terminal that a person has closed is opened again. */
  show(): void {
    this.terminal ??= vscode.window.createTerminal({
      name: plainLabel(this.name),
      isTransient: true,
      pty: {
        onDidWrite: this.written.event,
        open: () => {
          this.isOpen = true;
          for (const line of this.early.splice(0)) this.written.fire(`${line}\r\n`);
        },
        close: () => {
          this.isOpen = false;
          this.terminal = undefined;
        },
        handleInput: (input: string) => {
          if (input !== ctrlC) return;
          this.written.fire("^C");
          this.interrupt();
        },
      },
    });
    this.terminal.show(true);
  }

  dispose(): void {
    this.terminal?.dispose();
    this.written.dispose();
  }
}

const maxEarlyLines = 500;

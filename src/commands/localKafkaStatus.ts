import * as vscode from "vscode";
import { addressOf, type KafkaRun } from "../lab/local/kafkaRun";
import type { LocalKafka } from "../lab/local/localKafka";
import { contextKeys, type CommandId } from "../manifest";

const command: CommandId = "kafkaOffsets.startLocalKafka";

/** The status bar's item while the local Kafka runs, whichever window started it. */
export class LocalKafkaStatus implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listener: vscode.Disposable;
  private looks = 0;

  constructor(
    private readonly localKafka: Pick<LocalKafka, "running">,
    private readonly report: (error: unknown, doing: string) => void,
  ) {
    this.item = vscode.window.createStatusBarItem(
      "kafkaOffsets.localKafka",
      vscode.StatusBarAlignment.Left,
      9,
    );
    this.item.name = "Kafka Offsets: Local Kafka";
    this.item.command = command;
    // another window may have started or stopped it
    this.listener = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void this.show();
    });
  }

  /** Looks whether it runs, and shows it. Never rejects. */
  async show(): Promise<void> {
    const look = ++this.looks;
    try {
      const run = await this.localKafka.running();
      // what was found before it was stopped may be told after
      if (look === this.looks) this.showRun(run);
    } catch (error) {
      this.report(error, "Looking for the local Kafka");
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private showRun(run: KafkaRun | undefined): void {
    const { runsLocalKafka } = contextKeys;
    void vscode.commands.executeCommand("setContext", runsLocalKafka, run !== undefined);
    if (run === undefined) {
      this.item.hide();
      return;
    }
    const address = addressOf(run);
    this.item.text = `$(vm-running) Kafka on port ${run.port}`;
    this.item.tooltip = `Apache Kafka ${run.version} is running at ${address}. Click to show it, or to stop it.`;
    this.item.accessibilityInformation = { label: `Local Kafka is running at ${address}` };
    this.item.show();
  }
}

import type { CopyPart } from "../../src/panels/peek/protocol";
import type { MessageRef } from "../../src/panels/peek/protocol/rows";
import { button, setDisabled } from "../shared/controls";
import { element } from "../shared/dom";
import type { MenuItem } from "../shared/menu";
import { menuButton } from "../shared/menuButton";
import { isSameMessage } from "./partitionRef";
import type { DetailTab, PeekState } from "./peekState";

export interface DetailActionEvents {
  readonly onOpenDocument: (message: MessageRef) => void;
  readonly onOpenContent: (
    message: MessageRef,
    part: "key" | "value",
    to: "document" | "file",
  ) => void;
  readonly onCopy: (message: MessageRef, part: CopyPart) => void;
  readonly onMark: (message: MessageRef | undefined) => void;
  readonly onCompare: (marked: MessageRef, message: MessageRef) => void;
  readonly onTestFilter: (message: MessageRef) => void;
  readonly onCommit: (message: MessageRef, skip: 0 | 1) => void;
  readonly onResend: (message: MessageRef) => void;
  readonly onClose: () => void;
}

/** What can be done with the shown message. */
export class DetailActions {
  readonly element: HTMLElement;
  private readonly test: HTMLElement;
  private state: PeekState | undefined;

  constructor(private readonly events: DetailActionEvents) {
    this.test = button({
      label: "Test Filter",
      title: "Whether the Filter as It Stands Matches This Message",
      onClick: this.withSelected(events.onTestFilter),
    });
    this.element = element(
      "div",
      { className: "detail-actions" },
      this.test,
      button({
        label: "Open as Document",
        icon: "go-to-file",
        appearance: "icon",
        onClick: this.withSelected(events.onOpenDocument),
      }),
      button({
        label: "Copy",
        title: "Copy What Is Shown",
        icon: "copy",
        appearance: "icon",
        onClick: this.withSelected((message) => {
          events.onCopy(message, copyPart(this.state?.tab ?? "value"));
        }),
      }),
      menuButton({ label: "Copy As…", icon: "clippy", appearance: "icon" }, () => this.copies()),
      menuButton({ label: "More Actions…", icon: "ellipsis", appearance: "icon" }, () =>
        this.more(),
      ),
      button({ label: "Close", icon: "close", appearance: "icon", onClick: events.onClose }),
    );
  }

  update(state: PeekState): void {
    this.state = state;
    setDisabled(this.test, (state.draft?.filter.text ?? "").trim() === "");
  }

  private copies(): readonly MenuItem[] {
    const parts: readonly (readonly [CopyPart, string])[] = [
      ["key", "Copy Key"],
      ["value", "Copy Value"],
      ["message", "Copy Message as JSON"],
      ["kcat", "Copy kcat Command"],
      ["consoleConsumer", "Copy kafka-console-consumer Command"],
    ];
    return parts.map(([part, label]) => ({
      label,
      onChoose: this.withSelected((message) => {
        this.events.onCopy(message, part);
      }),
    }));
  }

  private more(): readonly MenuItem[] {
    const part = this.state?.tab === "key" ? "key" : "value";
    const name = part === "key" ? "Key" : "Value";
    const isMissing = this.state?.details?.[part].kind === "missing";
    const missing = isMissing ? `The ${part} is null.` : undefined;
    const write = this.state?.subject?.writeObstacle;
    return [
      this.item(`Open ${name} as Document`, missing, (message) => {
        this.events.onOpenContent(message, part, "document");
      }),
      this.item(`Save ${name} to File…`, missing, (message) => {
        this.events.onOpenContent(message, part, "file");
      }),
      ...this.comparing(),
      this.item("Commit Group to Here…", write, (message) => {
        this.events.onCommit(message, 0);
      }),
      this.item("Skip This Message…", write, (message) => {
        this.events.onCommit(message, 1);
      }),
      this.item("Re-send…", write, (message) => {
        this.events.onResend(message);
      }),
    ];
  }

  /** First one message is marked, then another is compared with it. */
  private comparing(): readonly MenuItem[] {
    const { marked, selected } = this.state ?? {};
    const isMarked = marked !== undefined && isSameMessage(marked, selected);
    const obstacle =
      marked === undefined || isMarked ? "Mark another message to compare with first." : undefined;
    return [
      this.item(isMarked ? "Unmark" : "Mark to Compare", undefined, (message) => {
        this.events.onMark(isMarked ? undefined : message);
      }),
      this.item("Compare with Marked Message", obstacle, (message) => {
        if (marked !== undefined) this.events.onCompare(marked, message);
      }),
    ];
  }

  private item(
    label: string,
    obstacle: string | undefined,
    act: (message: MessageRef) => void,
  ): MenuItem {
    return { label, obstacle, onChoose: this.withSelected(act) };
  }

  private withSelected(act: (message: MessageRef) => void): () => void {
    return () => {
      const selected = this.state?.selected;
      if (selected !== undefined) act(selected);
    };
  }
}

function copyPart(tab: DetailTab): CopyPart {
  return tab === "key" || tab === "value" ? tab : "message";
}

import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** The peek panel's page that is shown. */
export class PeekPage {
  constructor(private readonly workbench: Workbench) {}

  cells(column: string): Locator {
    return this.workbench.panel.locator(`[role="gridcell"].cell-${column}`);
  }

  /** The line that tells what was read, once it says this. */
  status(text: RegExp): Locator {
    return this.workbench.panel.locator(".status-text", { hasText: text });
  }

  /** The line that tells how a live view or a search goes, once it says this. */
  activity(text: RegExp): Locator {
    return this.workbench.panel.locator(".activity-text", { hasText: text });
  }

  /** Where the position's value is typed; some positions have two. */
  get position(): Locator {
    return this.workbench.panel.locator(".position-value input").first();
  }

  get filter(): Locator {
    return this.workbench.panel.locator(".filter-text input");
  }

  async press(button: string): Promise<void> {
    await this.workbench.panel.getByRole("button", { name: button, exact: true }).click();
  }

  /** Reads from here. */
  async readFrom(kind: string, value?: string): Promise<void> {
    await this.workbench.chooseInPanel("From", kind);
    if (value !== undefined) await this.position.fill(value);
    await this.press("Read");
  }
}

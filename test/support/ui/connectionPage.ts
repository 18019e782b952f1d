import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** The connection editor that is shown, by what a person reads in it. */
export class ConnectionPage {
  constructor(private readonly workbench: Workbench) {}

  field(label: string): Locator {
    return this.workbench.panel.locator(`vscode-text-field[aria-label="${label}"] input`);
  }

  button(name: string): Locator {
    return this.workbench.panel.getByRole("button", { name, exact: true });
  }

  /** What the connection is worth now, beside the buttons. */
  status(text: RegExp): Locator {
    return this.workbench.panel.locator(".bar .status", { hasText: text });
  }

  text(text: string | RegExp): Locator {
    return this.workbench.panel.getByText(text).first();
  }

  /** A step of the test's checklist. */
  check(status: "passed" | "failed", text: RegExp): Locator {
    return this.workbench.panel.locator(`.check.${status}`, { hasText: text });
  }

  /** The page as it stands, with everything in it. */
  async content(): Promise<string> {
    const body = await this.workbench.panel.locator("body").elementHandle();
    const frame = await body.ownerFrame();
    if (frame === null) throw new Error("The editor's page has no frame.");
    return frame.content();
  }
}

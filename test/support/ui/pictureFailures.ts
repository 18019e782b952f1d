import type { Workbench } from "./workbench";

/** After each failed test of the suite it is called in, keeps a picture of what was on the screen. */
export function pictureFailures(workbench: () => Workbench): void {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test.fullTitle().replaceAll(/[^a-z0-9]+/gi, "-");
    await workbench().screenshot(`failed-${name}`);
  });
}

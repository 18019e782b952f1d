import assert from "node:assert/strict";
import path from "node:path";
import type { Locator } from "playwright-core";
import { JavaHost } from "../../src/lab/local/javaHost";
import { RunRecord } from "../../src/lab/local/kafkaRun";
import { findFreePort } from "../../src/lab/local/loopbackPort";
import { extensionId } from "../../src/manifest";
import { uiEnvironment } from "../support/ui/environment";
import { MavenRepository } from "../support/ui/mavenRepository";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const startMs = 90_000;

describe("the local Kafka", function () {
  this.timeout(2 * startMs);
  let workbench: Workbench;
  let repository: MavenRepository;
  let port: number;
  pictureFailures(() => workbench);

  before(async () => {
    repository = await MavenRepository.start();
    port = await findFreePort();
    workbench = await Workbench.open([], {
      "kafkaOffsets.localKafka.runWith": "java",
      "kafkaOffsets.localKafka.port": port,
      "kafkaOffsets.localKafka.mavenRepository": repository.url,
    });
  });

  after(async () => {
    await workbench.close();
    repository.close();
    await stopWhatIsLeft();
  });

  const status = (): Locator =>
    workbench.page.locator(".statusbar-item", { hasText: `Kafka on port ${port}` });

  it("is offered where there is no cluster yet, and tells what it fetches", async () => {
    await workbench.page.getByRole("button", { name: "Start Local Kafka" }).click();
    await workbench.notification(/Local Kafka.*Fetching Apache Kafka 4\.3\.1 from 127/).waitFor();
    await workbench.screenshot("local-kafka-progress");
  });

  it("is a cluster in the view once it answers", async () => {
    repository.open();
    const running = workbench.notification(`is running at 127.0.0.1:${port}, with Java`);
    await running.waitFor({ timeout: startMs });
    await workbench.row(/^Local Kafka/).waitFor();
    await workbench.row(/^Topics/).waitFor();
    await status().waitFor();
    await workbench.screenshot("local-kafka");
  });

  it("outlives the window, is known to the next one, and is stopped from there", async () => {
    await workbench.page.reload();
    await workbench.showSidebar();
    await status().waitFor();
    await workbench.runCommand("Kafka Offsets: Stop Local Kafka");
    await workbench.notification("The local Kafka is stopped. Its data are kept.").waitFor();
    await status().waitFor({ state: "hidden" });
    assert.equal(await record().read(), undefined);
  });
});

/** Of the profile that the workbench runs with. */
function storage(): string {
  const data = path.dirname(path.dirname(uiEnvironment().machineSettingsFile));
  return path.join(data, "User", "globalStorage", extensionId, "localKafka");
}

function record(): RunRecord {
  return new RunRecord(path.join(storage(), "running.json"));
}

/** It is meant to outlive the workbench: after a test that failed, too. */
async function stopWhatIsLeft(): Promise<void> {
  const run = await record().read();
  if (run?.kind === "java") await new JavaHost(path.join(storage(), "java")).stop(run);
}

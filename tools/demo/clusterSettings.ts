import { readFile } from "node:fs/promises";

interface ClusterEntry {
  readonly id: string;
  readonly name: string;
  readonly bootstrapServers: readonly string[];
}

const clustersKey = "kafkaOffsets.clusters";
const demoId = "demo";

/** The settings in `file` with the demo cluster listed first; clusters added in the workbench stay. */
export async function withDemoCluster(
  file: string,
  bootstrapServers: string,
): Promise<Record<string, unknown>> {
  const settings = await readSettings(file);
  const listed: unknown = settings[clustersKey];
  const others = Array.isArray(listed) ? (listed as unknown[]).filter(isOther) : [];
  const demo: ClusterEntry = {
    id: demoId,
    name: "demo",
    bootstrapServers: bootstrapServers.split(","),
  };
  return { ...settings, [clustersKey]: [demo, ...others] };
}

function isOther(entry: unknown): boolean {
  return (entry as Partial<ClusterEntry> | null)?.id !== demoId;
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  } catch {
    // none yet, or not for us to understand
    return {};
  }
}

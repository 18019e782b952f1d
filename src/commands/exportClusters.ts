import type { ClusterProfile } from "../config/clusterProfile";
import type { Clusters } from "../config/clusters";
import { exportClientProperties, exportSettings } from "../config/exports";
import { plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";
import type { CommandHandlers } from "./commandArguments";
import type { Pickers } from "./pickers";

export interface ExportDeps {
  readonly clusters: Pick<Clusters, "list">;
  readonly pickers: Pick<Pickers, "choose">;
  readonly saveFile: (file: { readonly name: string; readonly text: string }) => Promise<void>;
}

const title = "Export Clusters";

/** Writes what the settings hold: passwords, tokens and passphrases are not in them. */
export function exportCommands(
  deps: ExportDeps,
): Pick<CommandHandlers, "kafkaOffsets.exportClusters"> {
  return {
    "kafkaOffsets.exportClusters": async (node) => {
      const profiles = await chooseProfiles(deps, node?.cluster.id);
      if (profiles === undefined) return;
      const format = await chooseFormat(deps, profiles);
      if (format !== undefined) await deps.saveFile(format);
    },
  };
}

async function chooseProfiles(
  { clusters, pickers }: ExportDeps,
  id: string | undefined,
): Promise<readonly ClusterProfile[] | undefined> {
  const all = clusters.list();
  if (all.length === 0) throw new UserError("No cluster is configured yet.");
  if (id !== undefined) return all.filter((profile) => profile.id === id);
  if (all.length === 1) return all;
  return pickers.choose<readonly ClusterProfile[]>(title, "Which", [
    { label: "All Clusters", value: all },
    ...all.map((profile) => ({
      label: plainLabel(profile.name),
      description: profile.bootstrapServers.join(", "),
      value: [profile],
    })),
  ]);
}

type NamedText = Parameters<ExportDeps["saveFile"]>[0];

async function chooseFormat(
  { pickers }: ExportDeps,
  profiles: readonly ClusterProfile[],
): Promise<NamedText | undefined> {
  const [first, ...others] = profiles;
  if (first === undefined) throw new UserError("The cluster is no longer in the settings.");
  const choices = [
    {
      label: "Settings (JSON)",
      detail: "For the setting kafkaOffsets.clusters of another computer",
      value: { name: "kafka-clusters.json", text: exportSettings(profiles) },
    },
    ...(others.length > 0
      ? []
      : [
          {
            label: "client.properties",
            detail: "For Kafka's own tools and Java clients",
            value: { name: "client.properties", text: exportClientProperties(first) },
          },
        ]),
  ];
  return pickers.choose(
    title,
    "Format. Passwords, tokens and passphrases are left out of either.",
    choices,
  );
}

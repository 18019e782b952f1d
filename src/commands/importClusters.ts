import * as vscode from "vscode";
import type { Pickers } from "./pickers";
import type { CommandHandlers } from "./commandArguments";
import type { ConnectionEditors } from "./connectionEditors";
import type { ImportedCluster } from "../config/imports/importedCluster";
import {
  importFrom,
  importFromEnvironment,
  importFromFile,
  importFromOtherExtension,
  listWorkspaceFiles,
  type Import,
} from "./importSources";
import { plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";

export interface ImportDeps {
  readonly editors: Pick<ConnectionEditors, "add" | "refuseRestricted">;
  readonly pickers: Pick<Pickers, "choose">;
}

const title = "Import Clusters";

/** Nothing is saved by importing: what was found is put into an editor, to be looked at and tested. */
export function importCommands(
  deps: ImportDeps,
): Pick<CommandHandlers, "kafkaOffsets.importClusters"> {
  const { editors, pickers } = deps;
  return {
    "kafkaOffsets.importClusters": async () => {
      editors.refuseRestricted();
      const read = await chooseSource(pickers);
      const found = await read?.();
      if (found === undefined) return;
      const cluster = await chooseCluster(pickers, found);
      if (cluster === undefined) return;
      const { draft, secrets, notes } = cluster;
      editors.add({ draft, secrets, notes: [...summaryOf(found, cluster), ...notes] });
    },
  };
}

type Read = () => Promise<Import | undefined>;

function chooseSource(pickers: ImportDeps["pickers"]): Promise<Read | undefined> {
  return pickers.choose<Read>(title, "Where the clusters are described", [
    {
      label: "$(file) File…",
      detail: "client.properties, a librdkafka or kcat configuration, .env or docker-compose",
      value: importFromFile,
    },
    {
      label: "$(folder) Workspace…",
      detail: "A file of the open folders",
      value: () => importFromWorkspace(pickers),
    },
    {
      label: "$(symbol-variable) Environment",
      detail: "KAFKA_… and BOOTSTRAP_SERVERS, as this extension was started with",
      value: () => Promise.resolve(importFromEnvironment(process.env)),
    },
    {
      label: "$(extensions) Other Extension",
      detail: "The setting kafka.clusters; passwords are not in it",
      value: () => Promise.resolve(importFromOtherExtension()),
    },
  ]);
}

async function importFromWorkspace(pickers: ImportDeps["pickers"]): Promise<Import | undefined> {
  const files = await listWorkspaceFiles();
  if (files.length === 0) {
    throw new UserError("The open folders have no file that looks like a client configuration.");
  }
  const chosen = await pickers.choose(
    title,
    "File",
    files.map((uri) => ({
      label: plainLabel(vscode.workspace.asRelativePath(uri)),
      value: uri,
    })),
  );
  return chosen && importFrom(chosen);
}

async function chooseCluster(
  pickers: ImportDeps["pickers"],
  { from, result }: Import,
): Promise<ImportedCluster | undefined> {
  const [only, ...others] = result.clusters;
  if (only === undefined) {
    throw new UserError([`No cluster is described in ${from}.`, ...result.notes].join(" "));
  }
  if (others.length === 0) return only;
  return pickers.choose(
    title,
    "Cluster",
    result.clusters.map((cluster) => ({
      label: plainLabel(cluster.draft.name),
      description: plainLabel(cluster.draft.bootstrapServers.join(", ")),
      value: cluster,
    })),
  );
}

function summaryOf({ from, result }: Import, { secrets }: ImportedCluster): readonly string[] {
  const count = Object.keys(secrets).length;
  const entered =
    count === 0 ? "" : " What it holds of passwords is taken over, and shown nowhere.";
  return [`Read from ${from}.${entered} Nothing is saved yet.`, ...result.notes];
}

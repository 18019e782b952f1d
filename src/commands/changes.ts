import type { ChangeRecord } from "../changes/changeRecord";
import { toChangesCsv } from "../changes/changesCsv";
import { undoRefusal } from "../changes/undo";
import type { CommandId } from "../manifest";
import type { NamedText } from "../panels/reset/resetHost";
import { plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";
import { changeSubject } from "../views/changeSubject";
import { toShownChanges } from "./changeSource";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { previewUndo, type ResetServices } from "./resetOffsetsHost";

type ChangeCommandId = Extract<
  CommandId,
  | "kafkaOffsets.undoLastChange"
  | "kafkaOffsets.undoChange"
  | "kafkaOffsets.showChange"
  | "kafkaOffsets.exportChanges"
>;

export interface ChangeCommandDeps {
  readonly saveFile: (file: NamedText) => Promise<void>;
}

type Services = ResetServices & ChangeCommandDeps;

type ChangeRow = CommandNode<"kafkaOffsets.undoChange">;

/** What was changed from this computer. None of these writes to a cluster: an undo has a preview that asks first. */
export function changeCommands(services: Services): Pick<CommandHandlers, ChangeCommandId> {
  const { journal, saveFile } = services;
  return {
    "kafkaOffsets.undoLastChange": async () => {
      const { records } = await journal.list();
      const last = records.find((record) => undoRefusal(record, records) === undefined);
      if (last === undefined) throw new UserError("There is no change that could be undone.");
      await previewUndo(services, last.id);
    },

    "kafkaOffsets.undoChange": async (row) => {
      const record = await chosen(services, row, "Undo Change");
      if (record !== undefined) await previewUndo(services, record.id);
    },

    "kafkaOffsets.showChange": async (row) => {
      const record = await chosen(services, row, "Show Change");
      if (record !== undefined) await openRecord(services, record);
    },

    "kafkaOffsets.exportChanges": async () => {
      const { records } = await journal.list();
      if (records.length === 0) throw new UserError("Nothing was changed yet.");
      await saveFile({ name: "offset-changes.csv", text: toChangesCsv(records) });
    },
  };
}

/** @throws UserError when there is no such record any more */
export async function showChangeRecord(
  services: Pick<ResetServices, "journal" | "documents">,
  changeId: string,
): Promise<void> {
  const { records } = await services.journal.list();
  await openRecord(services, recordOf(records, changeId));
}

async function openRecord(
  { documents }: Pick<ResetServices, "documents">,
  record: ChangeRecord,
): Promise<void> {
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await documents.open({ folder: "changes", name: `change-${record.id}.json`, text });
}

function recordOf(records: readonly ChangeRecord[], changeId: string): ChangeRecord {
  const record = records.find(({ id }) => id === changeId);
  if (record === undefined) throw new UserError("The record of this change is no longer there.");
  return record;
}

/** The change of a row, or one the person chooses. */
async function chosen(
  services: Services,
  row: ChangeRow | undefined,
  title: string,
): Promise<ChangeRecord | undefined> {
  const { journal, pickers, formatNumber } = services;
  const { records } = await journal.list();
  if (records.length === 0) throw new UserError("Nothing was changed yet.");
  const id =
    row?.change.id ??
    (await pickers.choose(
      title,
      "Change",
      toShownChanges(records, services).map((change) => ({
        label: changeSubject(change, formatNumber),
        description: new Date(change.atMs).toISOString(),
        detail: plainLabel(
          change.groupId === null
            ? change.message
            : `${change.topics.join(", ")} to ${change.target}`,
        ),
        value: change.id,
      })),
    ));
  return id === undefined ? undefined : recordOf(records, id);
}

import type { GroupMemberRow } from "../../src/panels/group/protocol";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import type { GridColumn } from "../shared/gridCells";
import type { GroupState } from "./state";

/** Who is connected, and what each of them has to read. */
export class MembersTab {
  readonly element: HTMLElement;
  private readonly grid: Grid<GroupMemberRow>;
  private readonly empty = element("div", { className: "empty" });
  private members: readonly GroupMemberRow[] = [];
  private shownColumns = "";

  constructor() {
    this.grid = new Grid<GroupMemberRow>({
      label: "Members of the group",
      columns: memberColumns([]),
      rowHeightPx: 24,
    });
    this.element = element("div", { className: "view" }, this.grid.element, this.empty);
  }

  mount(): void {
    this.grid.mount();
  }

  update({ view, isReading }: GroupState): void {
    const members = view?.members ?? [];
    this.grid.element.hidden = members.length === 0;
    this.empty.hidden = members.length > 0;
    this.empty.textContent = emptyText(view?.head.state, isReading);
    if (members === this.members) return;
    this.members = members;
    const columns = memberColumns(members);
    const ids = columns.map(({ id }) => id).join();
    if (ids !== this.shownColumns) this.grid.setColumns(columns);
    this.shownColumns = ids;
    this.grid.refreshRows(members, (one, other) => one.memberId === other.memberId);
  }
}

function emptyText(state: string | undefined, isReading: boolean): string {
  if (state !== undefined) return `No member is connected: the group is ${state}.`;
  return isReading ? "Reading the group…" : "The group has not been read yet.";
}

/** Columns that would be empty are left out. */
function memberColumns(members: readonly GroupMemberRow[]): readonly GridColumn<GroupMemberRow>[] {
  const has = (of: (row: GroupMemberRow) => unknown): boolean =>
    members.some((member) => of(member) !== undefined);
  return [
    column("clientId", "Client id", "minmax(9em, 0.7fr)", (row) => row.clientId),
    ...(has((row) => row.instanceId)
      ? [column("instanceId", "Instance id", "minmax(8em, 0.6fr)", (row) => row.instanceId)]
      : []),
    column("host", "Host", "minmax(8em, 0.5fr)", (row) => row.host),
    ...(has((row) => row.rack) ? [column("rack", "Rack", "7em", (row) => row.rack)] : []),
    ...(has((row) => row.memberEpoch)
      ? [count("memberEpoch", "Epoch", (row) => row.memberEpoch)]
      : []),
    count("partitions", "Partitions", (row) => row.partitions),
    column("assignment", "Assignment", "minmax(14em, 1.6fr)", ({ assignment }) =>
      assignment === "" ? "nothing" : assignment,
    ),
    ...(has((row) => row.targetAssignment)
      ? [column("target", "Target", "minmax(12em, 1.2fr)", (row) => row.targetAssignment)]
      : []),
    column("subscription", "Subscription", "minmax(10em, 1fr)", (row) => row.subscription),
    column("memberId", "Member id", "minmax(10em, 1fr)", (row) => row.memberId),
  ];
}

function column(
  id: string,
  title: string,
  width: string,
  of: (row: GroupMemberRow) => string | undefined,
): GridColumn<GroupMemberRow> {
  return {
    id,
    title,
    width,
    className: `cell-${id}`,
    render: (cell, row) => {
      const text = of(row) ?? "";
      cell.textContent = text;
      cell.title = text;
    },
  };
}

function count(
  id: string,
  title: string,
  of: (row: GroupMemberRow) => number | undefined,
): GridColumn<GroupMemberRow> {
  const text = (row: GroupMemberRow): string => String(of(row) ?? "–");
  return { ...column(id, title, "7em", text), align: "end" };
}

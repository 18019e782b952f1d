import type { TopicGroupsArrangement } from "../../src/panels/topicGroups/protocol";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import { openMenu, type MenuItem } from "../shared/menu";
import { formatDecimal } from "../shared/numbers";
import { formatCount } from "../group/format";
import { topicColumns } from "./columns";
import { scaleOf } from "./marks";
import { lagColumn, type Shown, type ShownGroup, type ShownRow } from "./shown";

export interface TableEvents {
  readonly onSort: (column: string) => void;
  readonly onPeek: (groupId: string, partition: number) => void;
  readonly onOpenGroup: (groupId: string) => void;
}

/** How many columns stand before those of the groups. */
const ownColumns = 4;

/** The partitions, with the groups side by side. */
export class Table {
  readonly element: HTMLElement;
  private readonly grid: Grid<ShownRow>;
  private groups: readonly ShownGroup[] = [];
  private shape = "";

  constructor(private readonly events: TableEvents) {
    this.grid = new Grid<ShownRow>({
      label: "Partitions and groups",
      columns: topicColumns([], [], events),
      onOpen: (row) => {
        const group = this.groupAt(document.activeElement);
        if (group !== undefined && canPeek(row, this.groups.indexOf(group))) {
          events.onPeek(group.groupId, row.partition);
        }
      },
      onSort: events.onSort,
      rowHeightPx: 28,
    });
    this.listenForMenu();
    this.element = this.grid.element;
  }

  mount(): void {
    this.grid.mount();
  }

  update({ groups, rows }: Shown, arrangement: TopicGroupsArrangement): void {
    this.groups = groups;
    const columns = topicColumns(groups, rows, this.events);
    const titles = columns.map(({ id, title, width }) => [id, title, width]);
    const shape = JSON.stringify([titles, scaleOf(rows).toString()]);
    if (shape !== this.shape) this.grid.setColumns(columns);
    this.shape = shape;
    const { sortBy = "", descending = false } = arrangement;
    this.grid.setSort(sortBy === "" ? undefined : { column: sortBy, isDescending: descending });
    this.grid.refreshRows(rows, (one, other) => one.partition === other.partition);
    this.grid.setTotals(totals(groups, rows));
  }

  /** Shift+F10 and the menu key come as the same event as the pointer's second button. */
  private listenForMenu(): void {
    this.grid.element.addEventListener("contextmenu", (event) => {
      const at = this.grid.rowAt(event.target);
      if (at === undefined || !(event.target instanceof Element)) return;
      event.preventDefault();
      const group = this.groupAt(event.target);
      this.grid.setActive(at.index);
      const { left, bottom } = event.target.getBoundingClientRect();
      const isPointer = event.clientX > 0 || event.clientY > 0;
      openMenu({
        label: `Partition ${at.row.partition}`,
        at: isPointer ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom },
        items: (group === undefined ? this.groups : [group]).flatMap((one) =>
          this.menuItems(at.row, one),
        ),
        onClosed: () => {
          this.grid.focus();
        },
      });
    });
  }

  private menuItems(row: ShownRow, group: ShownGroup): MenuItem[] {
    const obstacle = canPeek(row, this.groups.indexOf(group))
      ? {}
      : { obstacle: "There is no commit to peek at." };
    return [
      {
        label: `Peek at Committed Offset of ${group.name}`,
        onChoose: () => {
          this.events.onPeek(group.groupId, row.partition);
        },
        ...obstacle,
      },
      {
        label: `Open Group ${group.name}`,
        onChoose: () => {
          this.events.onOpenGroup(group.groupId);
        },
      },
    ];
  }

  /** The group of the column that this is in. */
  private groupAt(target: Element | null): ShownGroup | undefined {
    const cell = target?.closest("[role=gridcell]");
    const index = Number(cell?.getAttribute("aria-colindex") ?? "0") - 1 - ownColumns;
    return this.groups[index];
  }
}

export function noGroupsText(filter: string | undefined): string {
  return filter === undefined || filter === ""
    ? "No group has commits in this topic, or members that read it."
    : "No group of this topic has such a name.";
}

export function emptyBox(): HTMLElement {
  return element("div", { className: "empty" });
}

function canPeek({ cells }: ShownRow, index: number): boolean {
  const committed = cells[index]?.committed;
  return committed !== undefined && committed !== null;
}

function scaleText(scale: bigint): string {
  if (scale === 0n) return "every group is at the end";
  return `${formatCount(scale.toString(), "offset")} behind … end`;
}

function totals(
  groups: readonly ShownGroup[],
  rows: readonly ShownRow[],
): Readonly<Record<string, string>> {
  const lags = groups.map(({ groupId, totalLag }): [string, string] => [
    lagColumn(groupId),
    totalLag === undefined ? "lag not known" : `lag ${formatDecimal(totalLag)}`,
  ]);
  return { position: scaleText(scaleOf(rows)), ...Object.fromEntries(lags) };
}

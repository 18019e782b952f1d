import type {
  GroupArrangement,
  GroupPartitionRow,
  GroupView,
} from "../../src/panels/group/protocol";
import { checkbox, setValue, textField } from "../shared/controls";
import type { CheckControl, ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import { openMenu } from "../shared/menu";
import { arrange, withSort } from "./arrange";
import { columnShape, partitionColumns } from "./partitionColumns";
import { maxFilterLength } from "./savedGroup";
import { totalsOf } from "./partitionTotals";
import type { GroupState } from "./state";

export interface PartitionsEvents {
  readonly onArrange: (change: GroupArrangement) => void;
  readonly onPeek: (row: GroupPartitionRow) => void;
  /** Without a partition: its whole topic. */
  readonly onReset: (topic: string, partition?: number) => void;
}

/** The group's partitions: what is committed, what is left to read, and who reads it. */
export class PartitionsTab {
  readonly element: HTMLElement;
  private readonly grid: Grid<GroupPartitionRow>;
  private readonly filter: ValueControl;
  private readonly onlyLagging: CheckControl;
  private readonly count = element("span", {
    className: "muted count",
    attributes: { role: "status" },
  });
  private readonly empty = element("div", { className: "empty" });
  private view: GroupView | undefined;
  private arrangement: GroupArrangement = {};
  private shape = columnShape([], undefined);

  constructor(private readonly events: PartitionsEvents) {
    this.filter = textField({
      label: "Filter by topic, partition, owner or status",
      placeholder: "Filter: topic, owner, status",
      onInput: (filter) => {
        events.onArrange({ filter: filter.slice(0, maxFilterLength) });
      },
    });
    this.filter.classList.add("filter");
    this.onlyLagging = checkbox({
      label: "Only lagging",
      checked: false,
      onChange: (onlyLagging) => {
        // The toolkit also tells of changes that came from here.
        if (onlyLagging !== (this.arrangement.onlyLagging ?? false)) {
          events.onArrange({ onlyLagging });
        }
      },
    });
    this.grid = new Grid<GroupPartitionRow>({
      label: "Partitions of the group",
      columns: this.columns(),
      onOpen: (row) => {
        this.peek(row);
      },
      onSort: (column) => {
        events.onArrange(withSort(this.arrangement, column));
      },
      rowClass: rowClass,
      rowHeightPx: 24,
    });
    this.listenForMenu();
    const bar = element("div", { className: "bar" }, this.filter, this.onlyLagging, this.count);
    this.element = element("div", { className: "view" }, bar, this.grid.element, this.empty);
  }

  mount(): void {
    this.grid.mount();
  }

  update({ view, arrangement, isReading }: GroupState): void {
    if (view === undefined) {
      this.show(isReading ? "Reading the group…" : "The group has not been read yet.");
      return;
    }
    const isArranged = arrangement !== this.arrangement;
    if (view === this.view && !isArranged) return;
    const isFirst = this.view === undefined;
    this.view = view;
    this.arrangement = arrangement;
    setValue(this.filter, arrangement.filter ?? "");
    this.onlyLagging.checked = arrangement.onlyLagging ?? false;
    this.updateColumns(view);
    this.showRows(view, isArranged || isFirst);
  }

  private updateColumns({ partitions, head }: GroupView): void {
    const shape = columnShape(partitions, head.totalLag);
    if (JSON.stringify(shape) !== JSON.stringify(this.shape)) {
      this.shape = shape;
      this.grid.setColumns(this.columns());
    }
    const { sortBy = "", descending = false } = this.arrangement;
    this.grid.setSort(sortBy === "" ? undefined : { column: sortBy, isDescending: descending });
  }

  private showRows({ partitions, head }: GroupView, isNew: boolean): void {
    const rows = arrange(partitions, this.arrangement);
    this.show(emptyText(partitions, rows));
    if (isNew) this.grid.setRows(rows, { toTop: true });
    else this.grid.refreshRows(rows, isSamePartition);
    this.grid.setTotals(totalsOf(rows, partitions.length, head));
    const isAll = rows.length === partitions.length;
    const count = isAll ? "" : `${rows.length} of ${partitions.length} partitions`;
    if (this.count.textContent !== count) this.count.textContent = count;
  }

  private show(empty: string | undefined): void {
    this.grid.element.hidden = empty !== undefined;
    this.empty.hidden = empty === undefined;
    this.empty.textContent = empty ?? "";
  }

  private columns(): ReturnType<typeof partitionColumns> {
    const actions = {
      onPeek: (row: GroupPartitionRow) => {
        this.peek(row);
      },
      onMenu: (row: GroupPartitionRow, opener: HTMLElement) => {
        const { left, bottom } = opener.getBoundingClientRect();
        this.openMenu(row, { x: left, y: bottom });
      },
    };
    return partitionColumns(actions, this.shape);
  }

  private peek(row: GroupPartitionRow): void {
    if (canPeek(row)) this.events.onPeek(row);
  }

  /** Shift+F10 and the menu key come as the same event as the pointer's second button. */
  private listenForMenu(): void {
    this.grid.element.addEventListener("contextmenu", (event) => {
      const at = this.grid.rowAt(event.target);
      if (at === undefined || !(event.target instanceof Element)) return;
      event.preventDefault();
      this.grid.setActive(at.index);
      const { left, bottom } = event.target.getBoundingClientRect();
      const isPointer = event.clientX > 0 || event.clientY > 0;
      const place = isPointer ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom };
      this.openMenu(at.row, place);
    });
  }

  private openMenu(row: GroupPartitionRow, at: { readonly x: number; readonly y: number }): void {
    const obstacle = this.view?.writeObstacle ?? this.view?.resetObstacle;
    const blocked = obstacle === undefined ? {} : { obstacle };
    const { topic, partition } = row;
    openMenu({
      label: `${topic}-${partition}`,
      at,
      onClosed: () => {
        this.grid.focus();
      },
      items: [
        {
          label: "Peek at Committed Offset",
          onChoose: () => {
            this.peek(row);
          },
          ...(canPeek(row) ? {} : { obstacle: "There is no commit to peek at." }),
        },
        {
          label: `Reset Partition ${partition}…`,
          onChoose: () => {
            this.events.onReset(topic, partition);
          },
          ...blocked,
        },
        {
          label: `Reset Topic ${topic}…`,
          onChoose: () => {
            this.events.onReset(topic);
          },
          ...blocked,
        },
      ],
    });
  }
}

function canPeek({ committed }: GroupPartitionRow): boolean {
  return committed !== undefined && committed !== null;
}

function isSamePartition(one: GroupPartitionRow, other: GroupPartitionRow): boolean {
  return one.partition === other.partition && one.topic === other.topic;
}

function rowClass({ problem }: GroupPartitionRow): string | undefined {
  return problem === undefined ? undefined : "row-problem";
}

function emptyText(
  all: readonly GroupPartitionRow[],
  shown: readonly GroupPartitionRow[],
): string | undefined {
  if (all.length === 0) {
    return "The group has committed nothing, and none of its members has a partition.";
  }
  return shown.length === 0 ? "No partition is like that." : undefined;
}

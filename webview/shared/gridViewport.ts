import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from "@tanstack/virtual-core";
import type { Range } from "@tanstack/virtual-core";

export interface GridViewportOptions {
  /** Scrolls. */
  readonly element: HTMLElement;
  /** Stay in sight above and below the rows. */
  readonly head: HTMLElement;
  readonly foot: HTMLElement;
  readonly rowHeightPx: number;
  /** Other rows are to be drawn. */
  readonly onChange: () => void;
}

/** Which of a grid's rows are in sight, and how others come into it. */
export class GridViewport {
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private unmount: (() => void) | undefined;
  private count = 0;
  private activeRow = 0;

  constructor(private readonly options: GridViewportOptions) {
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.virtualizerOptions());
  }

  /** To be called once the element is in the document and has a height. */
  mount(): void {
    this.unmount ??= this.virtualizer._didMount();
  }

  dispose(): void {
    this.unmount?.();
    this.unmount = undefined;
  }

  /** Rows to draw now: those in sight, some around them, and the active one. */
  get rows(): readonly number[] {
    return this.virtualizer.getVirtualIndexes();
  }

  setRows(count: number, activeRow: number): void {
    this.count = count;
    this.activeRow = activeRow;
    this.virtualizer.setOptions(this.virtualizerOptions());
    if (this.unmount !== undefined) this.virtualizer._willUpdate();
  }

  reveal(row: number): void {
    const { element, rowHeightPx } = this.options;
    const top = row * rowHeightPx;
    const room = this.room();
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeightPx > element.scrollTop + room) {
      element.scrollTop = top + rowHeightPx - room;
    }
  }

  /** Sideways. */
  revealCell(cell: HTMLElement): void {
    const { element } = this.options;
    const end = cell.offsetLeft + cell.offsetWidth - element.clientWidth;
    if (cell.offsetLeft < element.scrollLeft) element.scrollLeft = cell.offsetLeft;
    else if (end > element.scrollLeft) element.scrollLeft = Math.min(end, cell.offsetLeft);
  }

  /** Rows that Page Up and Page Down move by. */
  get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.room() / this.options.rowHeightPx) - 1);
  }

  /** Height that rows are seen in, between the titles and the totals. */
  private room(): number {
    const { element, head, foot } = this.options;
    const totals = foot.hidden ? 0 : foot.offsetHeight;
    return element.clientHeight - head.offsetHeight - totals;
  }

  private virtualizerOptions(): ConstructorParameters<
    typeof Virtualizer<HTMLElement, HTMLElement>
  >[0] {
    const { activeRow } = this;
    return {
      count: this.count,
      getScrollElement: () => this.options.element,
      estimateSize: () => this.options.rowHeightPx,
      overscan: 8,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: this.options.onChange,
      // The active row stays in the document while scrolled away, or focus would be lost.
      rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), activeRow, range),
    };
  }
}

function withIndex(indexes: number[], index: number, range: Range): number[] {
  if (index >= range.count || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}

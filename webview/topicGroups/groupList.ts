import { element } from "../shared/dom";
import { formatDecimal, formatNumber } from "../shared/numbers";
import { formatCount } from "../group/format";
import type { ShownGroup } from "./shown";

/** The groups in words: the letter each has on the strips, its state, and its lag on this topic. */
export class GroupList {
  readonly element = element("ul", {
    className: "groups",
    attributes: { "aria-label": "Groups" },
  });
  private shown = "";

  constructor(private readonly onOpen: (groupId: string) => void) {}

  update(groups: readonly ShownGroup[]): void {
    const key = JSON.stringify(groups);
    if (key === this.shown) return;
    this.shown = key;
    const focused = document.activeElement?.getAttribute("data-group");
    this.element.replaceChildren(...groups.map((group) => this.build(group)));
    const again = [...this.element.querySelectorAll<HTMLElement>("[data-group]")].find(
      (one) => one.dataset["group"] === focused,
    );
    again?.focus();
  }

  private build(group: ShownGroup): HTMLElement {
    const { groupId, letter, name } = group;
    const attributes = { type: "button", title: `Open Group ${name}`, "data-group": groupId };
    const open = element("button", { className: "group-name", attributes }, name);
    open.addEventListener("click", () => {
      this.onOpen(groupId);
    });
    return element(
      "li",
      { className: "group" },
      element("span", { className: "badge" }, letter),
      open,
      element("span", { className: "muted", title: factsOf(group) }, factsOf(group)),
    );
  }
}

function factsOf({
  state,
  type,
  members,
  totalLag,
  withoutCommit,
  unreadable,
}: ShownGroup): string {
  return [
    totalLag === undefined ? "lag not known" : `lag ${formatDecimal(totalLag)}`,
    state,
    type === "unknown" ? "" : type,
    members === undefined || members === 0 ? "" : formatCount(members, "member"),
    withoutCommit === 0 ? "" : `${formatNumber(withoutCommit)} without commit`,
    unreadable === 0 ? "" : `${formatNumber(unreadable)} not readable`,
  ]
    .filter(Boolean)
    .join(" · ");
}

import type { ConsumerView, RebalanceView } from "../../../src/panels/lab/protocol/rebalance";
import { button, setDisabled } from "../../shared/controls";
import { element, icon } from "../../shared/dom";
import { ConsumerCard, type ConsumerActions } from "./consumerCard";

export interface ConsumerListActions extends ConsumerActions {
  readonly add: () => void;
}

/** The group's consumers, one card each. Cards stay; only what they say changes. */
export class ConsumerList {
  readonly element: HTMLElement;
  private readonly addButton: HTMLElement;
  private readonly group = element("span", { className: "muted" });
  private readonly empty = element(
    "p",
    { className: "muted empty-list" },
    "No consumer yet. Each one you add is a process of its own that joins the group, as another instance of an application would.",
  );
  private readonly list = element("div", { className: "consumers" });
  private readonly cards = new Map<number, ConsumerCard>();

  constructor(private readonly actions: ConsumerListActions) {
    this.addButton = button({
      label: "Add Consumer",
      icon: "add",
      appearance: "primary",
      onClick: actions.add,
    });
    this.element = element(
      "section",
      { className: "consumer-list", attributes: { "aria-label": "Consumers" } },
      element(
        "div",
        { className: "card-head" },
        icon("organization"),
        element("h2", { className: "card-title" }, "Consumers"),
        this.group,
        element("span", { className: "card-space" }),
        this.addButton,
      ),
      this.empty,
      this.list,
    );
  }

  show({ consumers, setup, groupState, topic }: RebalanceView, isObstructed: boolean): void {
    setDisabled(this.addButton, isObstructed || topic === "creating" || topic === "removing");
    this.group.textContent =
      groupState === null ? setup.groupId : `${setup.groupId} · ${groupState}`;
    this.empty.hidden = consumers.length > 0;
    this.removeGone(consumers);
    for (const consumer of consumers) this.card(consumer.number).show(consumer);
  }

  private card(number: number): ConsumerCard {
    const known = this.cards.get(number);
    if (known !== undefined) return known;
    const card = new ConsumerCard(number, this.actions);
    this.cards.set(number, card);
    this.list.append(card.element);
    return card;
  }

  private removeGone(consumers: readonly ConsumerView[]): void {
    for (const [number, card] of this.cards) {
      if (consumers.some((one) => one.number === number)) continue;
      card.element.remove();
      this.cards.delete(number);
    }
  }
}

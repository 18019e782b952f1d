import type { GroupMoment, MomentMember } from "./moments";

export interface TimelineMember {
  readonly memberId: string;
  /** "M1", in the order they were first seen. */
  readonly label: string;
  /** From 0, in the same order. */
  readonly colorIndex: number;
  readonly clientId: string;
  readonly host: string;
}

/** Gives every member a short name. A static member that comes back under another id keeps its own. */
export class TimelineMembers {
  private readonly byIdentity = new Map<string, TimelineMember>();

  constructor(moments: readonly GroupMoment[]) {
    for (const { members } of moments) for (const member of members) this.add(member);
  }

  all(): readonly TimelineMember[] {
    return [...this.byIdentity.values()];
  }

  of(member: MomentMember): TimelineMember {
    return this.byIdentity.get(identityOf(member)) ?? this.add(member);
  }

  /** "M1 (billing-1)". */
  nameOf(member: MomentMember): string {
    const { label, clientId } = this.of(member);
    return `${label} (${member.instanceId ?? clientId})`;
  }

  private add(member: MomentMember): TimelineMember {
    const identity = identityOf(member);
    const known = this.byIdentity.get(identity);
    if (known !== undefined) return known;
    const colorIndex = this.byIdentity.size;
    const { memberId, clientId, host } = member;
    const added = { memberId, label: `M${colorIndex + 1}`, colorIndex, clientId, host };
    this.byIdentity.set(identity, added);
    return added;
  }
}

/** The same for a static member before and after its restart. */
export function identityOf({ instanceId, memberId }: MomentMember): string {
  return instanceId === undefined ? `member ${memberId}` : `instance ${instanceId}`;
}

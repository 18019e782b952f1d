import { ExpiringMap } from "../connection/expiringMap";
import type { GroupListing } from "../model";

const maxAgeMs = 30_000;
const maxEntries = 50_000;

/**
 * What brokers listed a moment ago, so that many groups are described without listing them all again. One per
 * gateway. It is a hint by which request to describe a group: that request's own answer tells when it is wrong.
 */
export class GroupListings {
  private readonly listings = new ExpiringMap<string, GroupListing>({ maxAgeMs, maxEntries });

  get(groupId: string): GroupListing | undefined {
    return this.listings.get(groupId);
  }

  learn(listings: readonly GroupListing[]): void {
    for (const listing of listings) this.listings.set(listing.groupId, listing);
  }

  forget(groupId: string): void {
    this.listings.delete(groupId);
  }
}

import type { BrokerAddress } from "../connection/bootstrapServers";

/** A bootstrap server, or a broker the cluster tells of. */
export interface Server {
  /** `host:port`, as entered or as told. */
  readonly address: string;
  /** Its own name, which a certificate must be for. */
  readonly server: BrokerAddress;
  /** Where to connect: its own address, unless the connection maps it. */
  readonly target: BrokerAddress;
}

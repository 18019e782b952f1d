import { eventually } from "../support/eventually";
import { ThreeBrokers } from "../support/threeBrokers";
import { cancelledCalls } from "./faults/cancel";
import { groupFaults } from "./faults/groups";
import { outageFaults } from "./faults/outage";
import { produceFaults } from "./faults/produce";
import { pagingFaults } from "./faults/paging";
import { scanFaults } from "./faults/scan";
import { tailFaults } from "./faults/tail";

/** Starting three brokers takes longer than most of these tests: all of them share one cluster, which heals in between. */
describe("three brokers", function () {
  this.timeout(90_000);
  let cluster: ThreeBrokers;

  before(async () => {
    cluster = await ThreeBrokers.start();
  });

  afterEach(async () => {
    await eventually("every socket is closed", () => cluster.sockets.count === 0);
    await cluster.heal();
  });

  after(() => cluster.close());

  const running = (): ThreeBrokers => cluster;
  cancelledCalls(running);
  groupFaults(running);
  outageFaults(running);
  pagingFaults(running);
  produceFaults(running);
  scanFaults(running);
  tailFaults(running);
});

import assert from "node:assert/strict";
import { connect, createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { socketCount, timerCount, WakeUps } from "../../support/processActivity";

describe("processActivity", () => {
  it("notices every timer that fires and was made since, but for its own", async () => {
    const older = setInterval(() => undefined, 5);
    const wakeUps = new WakeUps();
    const made: NodeJS.Timeout[] = [];
    try {
      assert.deepEqual(await wakeUps.during(20), []);
      made.push(setInterval(() => undefined, 5));
      assert.ok((await wakeUps.during(50)).length > 0);
      made.forEach(clearInterval);
      const armed = wakeUps.during(50);
      setTimeout(() => undefined, 5);
      assert.deepEqual(await armed, ["Timeout"]);
    } finally {
      wakeUps.stop();
      [older, ...made].forEach(clearInterval);
    }
  });

  it("counts timers and sockets that are there", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const timers = timerCount();
    const timer = setTimeout(() => undefined, 10_000);
    assert.equal(timerCount(), timers + 1);
    clearTimeout(timer);
    assert.equal(timerCount(), timers);

    const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const sockets = socketCount();
    const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
    await once(client, "connect");
    assert.ok(socketCount() > sockets);
    client.destroy();
    server.close();
    await once(server, "close");
  });
});

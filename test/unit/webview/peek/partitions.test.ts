import assert from "node:assert/strict";
import type { Query } from "../../../../src/panels/peek/protocol/query";
import type { SavedView } from "../../../../src/panels/peek/protocol/savedView";
import { sampleOpened, samplePage, sampleTable } from "./samples";
import { Scene, pressIn, settled, until } from "./scene";

describe("the partitions table of the peek page", () => {
  let scene: Scene;

  const lastRead = (): Query => scene.lastParams("read") as Query;

  afterEach(() => {
    scene.close();
  });

  async function openTable(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    scene = await Scene.open(samplePage(), sampleOpened(), { partitions: sampleTable(), ...more });
    scene.button("2 partitions").click();
    await settled();
  }

  it("asks only once it is open, and says all of each partition", async () => {
    await openTable();
    assert.equal(scene.asked("partitions").length, 1);
    const [first, second] = scene.dom.findAll(".partitions tbody tr");
    const texts = [...(first?.children ?? [])].slice(3, 10).map((cell) => cell.textContent);
    assert.deepEqual(texts, ["12", "19,204", "", "20,060", "20,071", "867", "1 (7)"]);
    assert.match(second?.textContent ?? "", /no leader/);
  });

  it("shows the commits of the chosen group", async () => {
    await openTable();
    scene.type("Commits of group", "billing");
    await settled();
    assert.deepEqual(scene.lastParams("partitions"), { groupId: "billing" });
    assert.equal((scene.saved as SavedView).groupId, "billing");
  });

  it("reads ticked partitions only", async () => {
    await openTable();
    const [tick] = scene.dom.findAll(".tick");
    tick?.click();
    assert.ok(scene.button("1 of 2 partitions"));
    scene.button("Read").click();
    await settled();
    assert.deepEqual(lastRead().partitions, [{ topic: "orders", partition: 1 }]);
    scene.button("All").click();
    scene.button("Read").click();
    await settled();
    assert.equal(lastRead().partitions, undefined);
  });

  it("seeks in one partition, the others staying where they are", async () => {
    const [row] = sampleTable().rows;
    assert.ok(row);
    const rows = [row, { ...row, partition: 1, position: "7" }];
    await openTable({ partitions: sampleTable({ rows }) });
    scene.type("Seek in partition 0 of orders", "15,000");
    pressIn(scene.dom.find('[aria-label="Seek in partition 0 of orders"]'), "Enter");
    await settled();
    assert.deepEqual(lastRead().position, {
      kind: "offsets",
      label: "Partition offsets",
      offsets: [
        { topic: "orders", partition: 0, offset: "15000" },
        { topic: "orders", partition: 1, offset: "7" },
      ],
    });
  });

  it("refuses to seek where there is no offset", async () => {
    await openTable();
    scene.type("Seek in partition 0 of orders", "soon");
    pressIn(scene.dom.find('[aria-label="Seek in partition 0 of orders"]'), "Enter");
    assert.match(scene.text(".notice.error"), /Enter an offset to seek/);
    assert.equal(scene.asked("read").length, 1);
  });

  it("tells offset and time along a partition's strip, and seeks there by Enter", async () => {
    await openTable({ offsetTime: { text: "2026-11-20 14:00:01.220" } });
    const strip = scene.dom.find(".strip");
    strip.focus();
    pressIn(strip, "Home");
    await until(() => {
      assert.equal(strip.getAttribute("aria-valuetext"), "offset 12 · 2026-11-20 14:00:01.220");
    });
    pressIn(strip, "Enter");
    await settled();
    const { position } = lastRead();
    assert.equal(position.kind === "offsets" && position.offsets[0]?.offset, "12");
  });

  it("takes other topics, by list and by pattern", async () => {
    await openTable();
    scene.type("Topics, or a pattern between slashes", "/orders-.*/");
    scene.button("Read").click();
    await settled();
    assert.deepEqual(lastRead().topics, { kind: "pattern", pattern: "orders-.*" });
  });
});

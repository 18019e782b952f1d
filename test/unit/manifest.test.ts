import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { commandNodeKinds } from "../../src/commands/commandArguments";
import {
  commandIds,
  contextValues,
  extensionId,
  panelIds,
  settingKeys,
  viewIds,
} from "../../src/manifest";
import { pageSizes } from "../../src/panels/peek/parseRequest";
import { lockedContext } from "../../src/views/lockedContext";

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface PackageJson {
  readonly name: string;
  readonly publisher: string;
  readonly icon: string;
  readonly activationEvents?: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
    }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly views: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly default?: unknown;
            readonly scope?: string;
            readonly minimum?: number;
            readonly maximum?: number;
            readonly description?: string;
            readonly markdownDescription?: string;
          }
        >
      >;
    };
  };
}

const packageJson = JSON.parse(readFileSync("package.json", "utf8")) as PackageJson;
const { commands, menus, submenus, configuration, ...contributes } = packageJson.contributes;
const ids = commands.map(({ command }) => command);
const entries = Object.values(menus).flat();
const itemEntries = menus["view/item/context"] ?? [];

/** The expression that a `when` clause puts to the row's context value. */
function viewItemExpression({ when = "" }: MenuEntry): RegExp {
  const [, expression] = /viewItem =~ \/(.*)\/$/.exec(when) ?? [];
  assert.ok(expression, `"${when}" asks for no context value`);
  return new RegExp(expression);
}

describe("package.json and manifest.ts", () => {
  it("have the same extension id", () => {
    assert.equal(`${packageJson.publisher}.${packageJson.name}`, extensionId);
  });

  it("have the same commands", () => {
    assert.deepEqual([...ids].sort(), [...commandIds].sort());
  });

  it("have the same views", () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      Object.values(viewIds),
    );
    assert.deepEqual(Object.keys(contributes.views), ["kafkaOffsets"]);
    assert.equal(contributes.viewsContainers.activitybar[0]?.id, "kafkaOffsets");
  });

  it("have the same settings", () => {
    const keys = Object.keys(configuration.properties);
    assert.deepEqual(keys.sort(), Object.values(settingKeys).sort());
  });

  it("use no id outside kafkaOffsets", () => {
    const all = [...ids, ...Object.keys(configuration.properties), ...submenus.map(({ id }) => id)];
    for (const id of [...all, ...Object.values(viewIds), ...Object.values(panelIds)]) {
      assert.match(id, /^kafkaOffsets\./);
    }
  });
});

describe("the commands of package.json", () => {
  it("have the extension's category and a title in Title Case", () => {
    const small = new Set(["at", "to", "of", "in", "and", "or", "for", "from", "the", "a", "by"]);
    for (const { title, category } of commands) {
      assert.equal(category, "Kafka Offsets");
      const words = title.replace(/…$/, "").split(" ");
      const isTitleCase = words.every((word) => small.has(word) || /^[A-Z]/.test(word));
      assert.ok(isTitleCase, `"${title}" is not in Title Case`);
    }
  });

  it("have different titles: the palette shows nothing else", () => {
    assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
  });

  it("use icons that VS Code has", () => {
    const stock = readFileSync("node_modules/@vscode/codicons/dist/codicon.csv", "utf8");
    const known = new Set(stock.split("\n").map((line) => line.split(",")[0]));
    for (const { icon } of commands) {
      if (icon === undefined) continue;
      const [, name] = /^\$\((.+)\)$/.exec(icon) ?? [];
      assert.ok(known.has(name), `${icon} is no codicon`);
    }
  });
});

describe("the menus of package.json", () => {
  it("name only commands and submenus that exist", () => {
    for (const { command, submenu } of entries) {
      if (command !== undefined) assert.ok(ids.includes(command), `${command} does not exist`);
      else assert.ok(submenus.some(({ id }) => id === submenu));
    }
    const own = Object.keys(menus).filter((id) => id.startsWith("kafkaOffsets."));
    assert.deepEqual(
      own,
      submenus.map(({ id }) => id),
    );
  });

  it("ask for whole context values of a view", () => {
    for (const entry of itemEntries) {
      assert.match(
        entry.when ?? "",
        /^view == kafkaOffsets\.(clusters|changes) && ((isWorkspaceTrusted|!?listMultiSelection) && )?viewItem =~ \/\^.*\$\/$/,
      );
    }
  });

  it("offer one way to reset, whether one row or several are selected", () => {
    const resets = itemEntries.filter(
      ({ command, submenu }) =>
        command === "kafkaOffsets.resetOffsets" || submenu === "kafkaOffsets.resetMenu",
    );
    const inMenu = resets.filter(({ group }) => group?.startsWith("inline") !== true);
    for (const value of ["group.resettable", "group.active", "groupTopic.resettable.pinned"]) {
      for (const areSeveral of [false, true]) {
        const shown = inMenu.filter((entry) => {
          const { when = "" } = entry;
          const isForSeveral = when.includes("!listMultiSelection")
            ? !areSeveral
            : !when.includes("listMultiSelection") || areSeveral;
          return isForSeveral && viewItemExpression(entry).test(value);
        });
        assert.equal(shown.length, 1, `${value}, ${areSeveral ? "several" : "one"} selected`);
      }
    }
  });

  it("know every context value, and no others", () => {
    const expressions = itemEntries.map(viewItemExpression);
    const matched = contextValues.filter((value) =>
      expressions.some((expression) => expression.test(value)),
    );
    assert.deepEqual(
      contextValues.filter((value) => !matched.includes(value)),
      ["members"],
      "rows without any menu",
    );
    const names = itemEntries.flatMap(({ when = "" }) =>
      [...(/\/\^(.*)\$\//.exec(when)?.[1] ?? "").matchAll(/[A-Za-z]+/g)].map(([name]) => name),
    );
    const known = new Set(contextValues.flatMap((value) => value.split(".")));
    for (const name of names) assert.ok(known.has(name), `${name} is unknown`);
  });

  it("start each command on rows of a kind that its handler takes", () => {
    const kindsOf = Object.entries<readonly string[]>(commandNodeKinds);
    for (const entry of itemEntries) {
      const expression = viewItemExpression(entry);
      const rows = contextValues.filter((value) => expression.test(value));
      const started =
        entry.command === undefined
          ? (menus[entry.submenu ?? ""] ?? []).map(({ command }) => command)
          : [entry.command];
      for (const command of started) {
        const [, kinds] = kindsOf.find(([id]) => id === command) ?? [];
        for (const row of rows) {
          assert.ok(kinds?.includes(row.split(".")[0] ?? ""), `${command} on ${row}`);
        }
      }
    }
  });

  it("reach every row that a command takes", () => {
    for (const [id, kinds] of Object.entries<readonly string[]>(commandNodeKinds)) {
      const isOwn = ({ command, submenu = "" }: MenuEntry): boolean =>
        command === id || (menus[submenu] ?? []).some((inner) => inner.command === id);
      const expressions = itemEntries.filter(isOwn).map(viewItemExpression);
      for (const kind of kinds) {
        const rows = contextValues.filter((value) => value.split(".")[0] === kind);
        const isReached = rows.some((row) => expressions.some((one) => one.test(row)));
        assert.ok(isReached, `${id} is in no menu of a ${kind}`);
      }
    }
  });

  it("hide from the palette only what needs a row", () => {
    const hidden = (menus["commandPalette"] ?? [])
      .filter(({ when }) => when === "false")
      .map(({ command, when }) => [command, when]);
    assert.deepEqual(hidden, [
      ["kafkaOffsets.retry", "false"],
      ["kafkaOffsets.copyName", "false"],
      ["kafkaOffsets.pin", "false"],
      ["kafkaOffsets.unpin", "false"],
    ]);
  });

  it("offer on the rows of a read-only cluster what they offer elsewhere, but for what writes", () => {
    const writing = new Set([
      "kafkaOffsets.resetOffsets",
      "kafkaOffsets.resetMenu",
      "kafkaOffsets.deleteOffsets",
      "kafkaOffsets.deleteGroup",
      "kafkaOffsets.sendMessage",
    ]);
    for (const entry of itemEntries) {
      const expression = viewItemExpression(entry);
      const isWriting = writing.has(entry.command ?? entry.submenu ?? "");
      for (const value of contextValues.filter((one) => one !== lockedContext(one))) {
        const isOffered = expression.test(lockedContext(value));
        const isExpected = expression.test(value) && !isWriting;
        assert.equal(isOffered, isExpected, `${entry.when ?? ""} on ${lockedContext(value)}`);
      }
    }
  });

  it("offer on a pinned row what they offer on one that is not", () => {
    const pinned = contextValues.filter((value) => value.endsWith(".pinned"));
    for (const entry of itemEntries.filter(({ command }) => command !== "kafkaOffsets.pin")) {
      const expression = viewItemExpression(entry);
      for (const value of pinned) {
        const isOffered = expression.test(value.replace(/\.pinned$/, ""));
        assert.ok(!isOffered || expression.test(value), `${entry.when ?? ""} on ${value}`);
      }
    }
  });
});

describe("the settings of package.json", () => {
  it("have a description, a scope and a default, which exists nowhere else", () => {
    for (const [key, setting] of Object.entries(configuration.properties)) {
      assert.ok(setting.default !== undefined, `${key} has no default`);
      assert.ok(setting.description ?? setting.markdownDescription, `${key} is not described`);
      assert.match(setting.scope ?? "", /^(machine|window)$/);
    }
  });

  it("take the page sizes that the peek panel reads, and no others", () => {
    const { minimum, maximum } = configuration.properties[settingKeys.peekPageSize] ?? {};
    assert.deepEqual({ min: minimum, max: maximum }, { min: pageSizes.min, max: pageSizes.max });
  });

  it("let no workspace say where to connect", () => {
    const { restrictedConfigurations, supported } = packageJson.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    for (const key of ["kafkaOffsets.clusters", "kafkaOffsets.connectTimeoutMs"]) {
      assert.equal(configuration.properties[key]?.scope, "machine");
      assert.ok(restrictedConfigurations.includes(key));
    }
  });
});

describe("the files that package.json names", () => {
  it("exist", () => {
    const views = Object.values(contributes.views).flat();
    const icons = [...contributes.viewsContainers.activitybar, ...views].map(({ icon }) => icon);
    for (const file of [packageJson.icon, ...icons]) assert.ok(existsSync(file), file);
  });

  it("include an icon of 256 × 256 pixels", () => {
    const png = readFileSync(packageJson.icon);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
  });
});

describe("the activation events", () => {
  it("are only those that VS Code does not find by itself: panels to restore after a reload", () => {
    assert.deepEqual(
      packageJson.activationEvents,
      [panelIds.peek, panelIds.group, panelIds.topicGroups].map((id) => `onWebviewPanel:${id}`),
    );
  });
});

describe("the welcome text", () => {
  it("offers commands that exist", () => {
    const text = contributes.viewsWelcome.map(({ contents }) => contents).join("\n");
    const offered = [...text.matchAll(/command:(kafkaOffsets\.\w+)/g)].map(([, id]) => id);
    assert.deepEqual(offered, [
      "kafkaOffsets.addCluster",
      "kafkaOffsets.importClusters",
      "kafkaOffsets.startLocalKafka",
      "kafkaOffsets.openWalkthrough",
    ]);
    assert.ok(offered.every((id) => ids.includes(id)));
    const views = contributes.viewsWelcome.map(({ view }) => view);
    assert.deepEqual(views, Object.values(viewIds));
  });
});

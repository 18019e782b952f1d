/** The layers of ARCHITECTURE.md, as rules. A folder may import what it is allowed to, and nothing else. */

/** Inside `from`, importing anything of the project that `allowed` does not match is an error. */
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^(src|webview|test|tools)/", pathNot: allowed },
});

/** Inside `from`, the packages matched by `packages` are out of bounds. */
const never = (name, from, packages, fromNot = []) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: fromNot },
  to: { path: packages },
});

const vscode = "^vscode$";
const kafkajs = "(^|/)node_modules/kafkajs/";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: vscode },
    },
    {
      name: "extension-is-the-root",
      severity: "error",
      from: {},
      to: { path: "^src/extension\\.ts$" },
    },

    only("kafka-knows-only-kafka", "^src/kafka/", "^src/kafka/"),
    only("protocol-is-a-leaf", "^src/kafka/protocol/", "^src/kafka/(protocol|errors|model)"),
    only("manifest-is-a-leaf", "^src/manifest\\.ts$", "^$"),
    only(
      "panel-protocols-are-leaves",
      "^src/panels/[^/]+/protocol(/|\\.ts$)",
      "^src/panels/[^/]+/protocol/",
    ),
    only("config", "^src/config/", "^src/(config|kafka|manifest)"),
    only(
      "views",
      "^src/views/",
      "^src/(views/|kafka/(model|errors|gateway|partitionMap|groups/lag)|decode/visibleText|manifest|ui/)",
    ),
    only("panels", "^src/panels/", "^src/(panels|kafka|decode|filter|export|documents|lab|ui)/"),
    only("decode", "^src/decode/", "^src/(decode/|kafka/(model|errors|connection/expiringMap))"),
    only("registry", "^src/registry/", "^src/(registry/|kafka/errors|decode/schemas/)"),
    only("filter", "^src/filter/", "^src/(filter|decode)/|^src/kafka/(model|errors|gateway)"),
    only("export", "^src/export/", "^src/(export|decode)/|^src/kafka/(model|errors|gateway)"),
    only("changes", "^src/changes/", "^src/(changes|kafka)/|^src/config/guard|^src/export/csv"),
    only("lab", "^src/lab/", "^src/(lab|kafka)/"),
    only("documents", "^src/documents/", "^src/(documents|kafka|decode)/"),
    only("ui", "^src/ui/", "^src/(ui/|kafka/(errors|model)|decode/visibleText)"),
    only(
      "commands",
      "^src/commands/",
      "^src/(commands|kafka|changes|documents|config|views|panels|lab|ui)/|^src/manifest",
    ),
    {
      name: "webview-sees-only-its-protocol-as-types",
      severity: "error",
      from: { path: "^webview/" },
      to: { path: "^src/", pathNot: "^src/panels/[^/]+/protocol(/|\\.ts$)" },
    },
    {
      name: "webview-takes-protocols-as-types",
      severity: "error",
      from: { path: "^webview/" },
      to: { path: "^src/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "product-never-imports-tests-or-tools",
      severity: "error",
      from: { path: "^(src|webview)/" },
      to: { path: "^(test|tools)/" },
    },

    never("kafka-without-vscode", "^src/(kafka|decode|registry|filter|export|lab)/", vscode),
    never(
      "protocols-without-vscode",
      "^src/(manifest|panels/[^/]+/(protocol|session|parse))",
      vscode,
    ),
    never("views-without-config", "^src/views/", "^src/(config|commands|panels)/"),
    never("kafkajs-only-in-connection", "^(src|webview)/", kafkajs, [
      "^src/kafka/connection/",
      "^src/lab/worker/",
    ]),
    never("page-without-node", "^webview/", "^(node:|fs$|path$|vscode$)"),
    never("toolkit-in-one-file", "^(src|webview)/", "@vscode/webview-ui-toolkit", [
      "^webview/shared/toolkit\\.ts$",
    ]),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|out)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

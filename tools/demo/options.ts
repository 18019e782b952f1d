import { parseArgs } from "node:util";

import { ToolError } from "../bootstrap/steps.mjs";

export const usage = `npm start [-- options]

Shows the extension in a real VS Code on a real Apache Kafka with demo data. Ctrl+C stops everything.

--bootstrap HOST:PORT[,…]  shows this Kafka instead; nothing is written to it, and no Java is needed
--desktop                  opens the VS Code on the PATH instead of one in the browser
--no-open                  prints the address and opens no browser
--port N                   where the workbench listens on 127.0.0.1 (8137, or the next free port)
--help                     prints this`;

export interface DemoOptions {
  /** Undefined: the demo's own. */
  readonly bootstrapServers: string | undefined;
  readonly isDesktop: boolean;
  readonly opensBrowser: boolean;
  readonly port: number | undefined;
  readonly isHelp: boolean;
}

export function parseOptions(args: string[]): DemoOptions {
  const { values } = parse(args);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1_024 && port < 65_536)) {
    throw new ToolError(`--port takes a number from 1024 to 65535, not "${values.port ?? ""}".`);
  }
  return {
    bootstrapServers: values.bootstrap,
    isDesktop: values.desktop ?? false,
    opensBrowser: !values["no-open"],
    port,
    isHelp: values.help ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        bootstrap: { type: "string" },
        desktop: { type: "boolean" },
        "no-open": { type: "boolean" },
        port: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n\n${usage}`);
  }
}

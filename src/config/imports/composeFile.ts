import { parseDocument } from "yaml";
import * as v from "valibot";
import { refusedImport } from "./importedCluster";

/** A port of a container that this computer can reach. */
export interface PublishedPort {
  readonly container: number;
  readonly host: number;
}

export interface ComposeService {
  readonly name: string;
  readonly image: string;
  readonly environment: ReadonlyMap<string, string>;
  /** Its words. */
  readonly command: readonly string[];
  readonly ports: readonly PublishedPort[];
}

const maxServices = 500;
const maxAliases = 100;

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const text = v.pipe(scalar, v.transform(withDefaults));

const serviceSchema = v.object({
  image: v.fallback(text, ""),
  environment: v.fallback(v.union([v.array(text), v.record(v.string(), text)]), {}),
  command: v.fallback(
    v.union([
      v.array(text),
      v.pipe(
        text,
        v.transform((words) => words.split(/\s+/)),
      ),
    ]),
    [],
  ),
  ports: v.fallback(
    v.array(
      v.fallback(v.union([text, v.object({ target: text, published: v.optional(text, "") })]), ""),
    ),
    [],
  ),
});

/** Services of a Docker Compose file. @throws KafkaError `invalidInput` when it is none */
export function readComposeFile(file: string): readonly ComposeService[] {
  const services = servicesOf(file);
  return Object.entries(services)
    .slice(0, maxServices)
    .flatMap(([name, value]) => {
      const parsed = v.safeParse(serviceSchema, value);
      if (!parsed.success) return [];
      const { image, environment, command, ports } = parsed.output;
      return [
        {
          name,
          image,
          command,
          environment: environmentOf(environment),
          ports: ports.flatMap(portOf),
        },
      ];
    });
}

function servicesOf(file: string): object {
  let value: unknown;
  try {
    // pretty errors and the look for doubled keys take time by the square of the file
    const document = parseDocument(file, {
      schema: "core",
      merge: true,
      logLevel: "silent",
      prettyErrors: false,
      uniqueKeys: false,
    });
    value = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: maxAliases });
  } catch {
    // more aliases than any real file has
    value = undefined;
  }
  const services =
    typeof value === "object" && value !== null && "services" in value ? value.services : undefined;
  if (typeof services === "object" && services !== null) return services;
  throw refusedImport("It is not a Docker Compose file that can be read: it has no services.");
}

function environmentOf(
  environment: readonly string[] | Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  if (!isList(environment)) return new Map(Object.entries(environment));
  return new Map(
    environment.map((line) => {
      const equals = line.indexOf("=");
      return equals < 0 ? [line, ""] : [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

function isList(
  value: readonly string[] | Readonly<Record<string, string>>,
): value is readonly string[] {
  return Array.isArray(value);
}

/** "9092:9092", "127.0.0.1:29092:9092/tcp", or with names. Ranges, and ports that Docker chooses, are left out. */
function portOf(
  port: string | { readonly target: string; readonly published: string },
): readonly PublishedPort[] {
  const parts =
    typeof port === "string"
      ? port.replace(/\/\w+$/, "").split(":")
      : [port.published, port.target];
  const [host, container] = parts
    .slice(-2)
    .map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : 0));
  if (host === undefined || container === undefined || host === 0 || container === 0) return [];
  return [{ host, container }];
}

/** `${NAME:-value}` is the value: what the environment of another day says is not known. */
function withDefaults(value: string | number | boolean | null): string {
  return String(value ?? "").replace(/\$\{\w+:?-([^{}]*)\}/g, "$1");
}

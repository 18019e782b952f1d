import { KafkaError } from "../kafka/errors";
import type { RegisteredSchema, SchemaId, SchemaSource } from "../decode/schemas/schemaSource";
import type { NamedSchema } from "../decode/schemas/schemaText";
import { fetchTrusting } from "./fetchTrusting";
import {
  parseRegistered,
  parseSubjects,
  parseVersions,
  type SchemaReference,
} from "./registryAnswers";
import type { RegistryConnection } from "./registryConnection";
import { RegistryRequest, type Fetch } from "./registryRequest";

const fetchFor = ({ url, ca }: RegistryConnection): Fetch =>
  ca !== undefined && /^https:/i.test(url) ? fetchTrusting(ca) : globalThis.fetch;

/** A schema may refer to others, these to more: not without end. */
const maxReferences = 100;

/** A registry with Confluent's REST API. It only reads. Every failure is a `KafkaError`. */
export class SchemaRegistry implements SchemaSource {
  private readonly request: RegistryRequest;

  constructor(connection: RegistryConnection, fetch: Fetch = fetchFor(connection)) {
    this.request = new RegistryRequest(connection, fetch);
  }

  async byId(id: SchemaId, signal?: AbortSignal): Promise<RegisteredSchema> {
    const kind = typeof id === "number" ? "ids" : "guids";
    const answer = await this.request.get(["schemas", kind, String(id)], signal);
    const { type, text, references } = parseRegistered(answer);
    return { type, text, references: await this.resolve(references, signal) };
  }

  /** Names of all subjects, sorted. */
  async subjects(signal?: AbortSignal): Promise<readonly string[]> {
    return parseSubjects(await this.request.get(["subjects"], signal));
  }

  /** Version numbers of a subject, ascending. */
  async versions(subject: string, signal?: AbortSignal): Promise<readonly number[]> {
    return parseVersions(await this.request.get(["subjects", subject, "versions"], signal));
  }

  async bySubject(
    subject: string,
    version: number | "latest",
    signal?: AbortSignal,
  ): Promise<RegisteredSchema> {
    const answer = await this.version(subject, version, signal);
    const { type, text, references } = parseRegistered(answer);
    return { type, text, references: await this.resolve(references, signal) };
  }

  private version(
    subject: string,
    version: number | "latest",
    signal?: AbortSignal,
  ): Promise<unknown> {
    return this.request.get(["subjects", subject, "versions", String(version)], signal);
  }

  /** All that is referred to, each once and after what it needs itself. */
  private async resolve(
    references: readonly SchemaReference[],
    signal?: AbortSignal,
  ): Promise<readonly NamedSchema[]> {
    const seen = new Set<string>();
    const resolved: NamedSchema[] = [];
    const visit = async (all: readonly SchemaReference[]): Promise<void> => {
      for (const { name, subject, version } of all) {
        const key = JSON.stringify([subject, version]);
        if (seen.has(key)) continue;
        seen.add(key);
        if (seen.size > maxReferences) {
          throw new KafkaError(`The schema refers to more than ${maxReferences} others.`, {
            kind: "corruptData",
          });
        }
        const { text, references: inner } = parseRegistered(
          await this.version(subject, version, signal),
        );
        await visit(inner);
        resolved.push({ name, text });
      }
    };
    await visit(references);
    return resolved;
  }
}

import { refusedImport } from "./importedCluster";

export type JaasModule = "plain" | "scram" | "oauthBearer" | "mskIam";

/** What one line of a JAAS configuration says. It is read as text: nothing of it is ever loaded. */
export interface JaasEntry {
  readonly module: JaasModule;
  readonly options: ReadonlyMap<string, string>;
}

const modules: ReadonlyMap<string, JaasModule> = new Map([
  ["org.apache.kafka.common.security.plain.PlainLoginModule", "plain"],
  ["org.apache.kafka.common.security.scram.ScramLoginModule", "scram"],
  ["org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule", "oauthBearer"],
  ["software.amazon.msk.auth.iam.IAMLoginModule", "mskIam"],
]);

/**
 * Reads the value of `sasl.jaas.config`: one module, its flag, options, and a semicolon.
 * @throws KafkaError `invalidInput` for anything else, and for modules that are not on the list
 */
export function parseJaas(text: string): JaasEntry {
  const tokens = tokensOf(text);
  const [name, flag, ...rest] = tokens;
  if (name?.kind !== "word" || flag?.kind !== "word") throw malformed();
  const module = moduleOf(name.text);
  if (!/^(required|requisite|sufficient|optional)$/i.test(flag.text)) throw malformed();
  const options = new Map<string, string>();
  let index = 0;
  while (index < rest.length && rest[index]?.kind !== "end") {
    const [key, equals, value] = rest.slice(index, index + 3);
    const hasValue = value?.kind === "word" || value?.kind === "string";
    if (key?.kind !== "word" || equals?.kind !== "equals" || !hasValue) throw malformed();
    options.set(key.text, value.text);
    index += 3;
  }
  if (rest.length > index + 1) {
    throw refusedImport("The JAAS configuration names more than one login module.");
  }
  return { module, options };
}

function moduleOf(className: string): JaasModule {
  // vendors ship Kafka's classes under a prefix of their own
  const module = modules.get(className.replace(/^(kafkashaded|shaded\w*)\./, ""));
  if (module !== undefined) return module;
  if (className.endsWith(".Krb5LoginModule")) {
    throw refusedImport(
      "Kerberos (Krb5LoginModule) is not available here. Ask for SCRAM, OAUTHBEARER or mutual TLS.",
    );
  }
  const name = className.slice(className.lastIndexOf(".") + 1).slice(0, 80);
  throw refusedImport(
    `The login module ${name} is refused: only Kafka's modules for PLAIN, SCRAM and OAUTHBEARER and the one of AWS MSK IAM are read.`,
  );
}

interface Token {
  readonly kind: "word" | "string" | "equals" | "end";
  readonly text: string;
}

/** Words, quoted texts with backslashes, = and ; and nothing else. */
function tokensOf(text: string): readonly Token[] {
  const pattern = /\s+|"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|(=)|(;)|([^\s"'=;]+)/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw malformed();
    const [, double, single, equals, end, word] = match;
    const quoted = double ?? single;
    if (quoted !== undefined) {
      tokens.push({ kind: "string", text: quoted.replace(/\\([^])/g, "$1") });
    } else if (equals !== undefined) tokens.push({ kind: "equals", text: equals });
    else if (end !== undefined) tokens.push({ kind: "end", text: end });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
  }
  return tokens;
}

function malformed(): Error {
  return refusedImport(
    'sasl.jaas.config cannot be read. It is one line such as: org.apache.kafka.common.security.plain.PlainLoginModule required username="…" password="…";',
  );
}

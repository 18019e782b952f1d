/** Names that people give the settings, besides the settings' own. */
const aliases: Readonly<Record<string, string>> = {
  bootstrap: "bootstrap.servers",
  "bootstrap.server": "bootstrap.servers",
  brokers: "bootstrap.servers",
  broker: "bootstrap.servers",
  "broker.list": "bootstrap.servers",
  "broker.url": "bootstrap.servers",
  username: "sasl.username",
  user: "sasl.username",
  "api.key": "sasl.username",
  password: "sasl.password",
  "api.secret": "sasl.password",
  "sasl.user": "sasl.username",
  protocol: "security.protocol",
};

const prefix = /^(SPRING_KAFKA_PROPERTIES_|SPRING_KAFKA_|KAFKA_)/;
const plainNames = /^(BOOTSTRAP_SERVERS?|SCHEMA_REGISTRY_\w+)$/;

/** `KAFKA_SASL_USERNAME` → `sasl.username`. What has nothing to do with Kafka is left out without a word. */
export function settingsOfEnvironment(
  environment: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (!prefix.test(name) && !plainNames.test(name)) continue;
    const key = name.replace(prefix, "").toLowerCase().replaceAll("_", ".");
    const known = Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key;
    if (!settings.has(known)) settings.set(known, value);
  }
  return settings;
}

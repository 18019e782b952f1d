/** What the runner of the ui suite hands over. */
export interface UiEnvironment {
  /** `host:port` of a Kafka that holds the demo data. */
  readonly bootstrapServers: string;
  /** `http://127.0.0.1:PORT` of the workbench. */
  readonly url: string;
  readonly folder: string;
  /** The file that holds the settings of machine scope. */
  readonly machineSettingsFile: string;
  readonly screenshotsFolder: string;
}

export function uiEnvironment(): UiEnvironment {
  return {
    bootstrapServers: required("KAFKA_OFFSETS_TEST_BOOTSTRAP"),
    url: required("KAFKA_OFFSETS_TEST_URL"),
    folder: required("KAFKA_OFFSETS_TEST_FOLDER"),
    machineSettingsFile: required("KAFKA_OFFSETS_TEST_MACHINE_SETTINGS"),
    screenshotsFolder: required("KAFKA_OFFSETS_TEST_SCREENSHOTS"),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: run this suite by npm run test:ui.`);
  }
  return value;
}

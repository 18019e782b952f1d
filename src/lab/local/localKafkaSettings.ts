/** What a person chooses of the local Kafka. */
export interface LocalKafkaSettings {
  /** Such as `4.3.1`. */
  readonly version: string;
  /** On loopback. */
  readonly port: number;
  /** `auto`: Docker where it runs, else Java. */
  readonly runWith: "auto" | "docker" | "java";
  /** A JDK's folder; empty to look at `JAVA_HOME` and the PATH. */
  readonly javaHome: string;
  /** Base address of Maven Central, or of a mirror. */
  readonly mavenRepository: string;
}

/** Tells what is being done, in a few words. */
export type ReportStep = (step: string) => void;

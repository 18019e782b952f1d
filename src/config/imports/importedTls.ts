import type { Secrets, TlsSettings } from "../clusterSecurity";
import { isWholePath } from "../wholePath";
import type { ForeignEntries } from "./foreignEntries";

export interface ImportedTls {
  readonly tls: TlsSettings;
  readonly secrets: Secrets;
  readonly notes: readonly string[];
}

/** Java's and librdkafka's names. Switches that turn checks off are told, and not taken over. */
export function importTls(entries: ForeignEntries): ImportedTls {
  const notes: string[] = [];
  const file = (...keys: readonly string[]): string | undefined => {
    const value = entries.take(...keys);
    const isShared = value !== undefined && /^[\\/]{2}/.test(value);
    if (value === undefined || (isWholePath(value) && !isShared)) return value;
    // reading a file of another machine shows it who the user is
    const what = isShared ? "a path to another machine" : "a relative path";
    notes.push(`${keys[0] ?? ""} is ${what}: choose the file in the cluster's form.`);
    return undefined;
  };
  const caFile = file("ssl.ca.location") ?? truststore(entries, file, notes);
  const certificateFile = file("ssl.certificate.location");
  const keyFile = certificateFile === undefined ? undefined : file("ssl.key.location");
  const keystore = certificateFile === undefined ? keystoreOf(entries, file, notes) : {};
  const passphrase = entries.take("ssl.key.password") ?? entries.take("ssl.keystore.password");
  const hasKey = certificateFile !== undefined || Object.keys(keystore).length > 0;
  if (entries.take("enable.ssl.certificate.verification")?.toLowerCase() === "false") {
    notes.push("Certificates are checked here, although the configuration turns that off.");
  }
  if (entries.take("ssl.endpoint.identification.algorithm")?.toLowerCase() === "none") {
    notes.push(
      "Names in certificates are checked here, although the configuration turns that off.",
    );
  }
  return {
    tls: {
      ...(caFile === undefined ? {} : { caFile }),
      ...(certificateFile === undefined ? {} : { certificateFile }),
      ...(keyFile === undefined ? {} : { keyFile }),
      ...keystore,
    },
    secrets: hasKey && passphrase !== undefined ? { keyPassphrase: passphrase } : {},
    notes,
  };
}

type TakeFile = (...keys: readonly string[]) => string | undefined;

function truststore(entries: ForeignEntries, file: TakeFile, notes: string[]): string | undefined {
  const type = storeType(entries, "ssl.truststore");
  entries.take("ssl.truststore.password");
  if (entries.take("ssl.truststore.certificates") !== undefined) {
    notes.push(
      "The certificates in ssl.truststore.certificates: save them as a file and choose it.",
    );
  }
  const location = file("ssl.truststore.location");
  if (location === undefined || type === "PEM") return location;
  notes.push(
    `The truststore ${location} is ${type}, which cannot be read here: export its certificates as PEM, for instance with keytool -list -rfc.`,
  );
  return undefined;
}

function keystoreOf(
  entries: ForeignEntries,
  file: TakeFile,
  notes: string[],
): Pick<TlsSettings, "certificateFile" | "pkcs12File"> {
  const type = storeType(entries, "ssl.keystore");
  if (entries.take("ssl.keystore.key", "ssl.keystore.certificate.chain") !== undefined) {
    notes.push("The key in ssl.keystore.key is left out: save it as a file and choose that.");
  }
  const location = file("ssl.keystore.location");
  if (location === undefined) return {};
  if (type === "PEM") return { certificateFile: location };
  if (type === "PKCS12" || /\.(p12|pfx)$/i.test(location)) return { pkcs12File: location };
  notes.push(
    `The keystore ${location} is ${type}, which cannot be read here: convert it with keytool -importkeystore -deststoretype PKCS12.`,
  );
  return {};
}

const storeType = (entries: ForeignEntries, prefix: string): string =>
  entries.take(`${prefix}.type`)?.toUpperCase().slice(0, 20) ?? "JKS";

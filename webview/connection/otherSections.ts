import { checkRow, choiceRow, fileRow, textRow } from "./fields";
import type { FormActions } from "./formField";
import { PairsField } from "./pairsRow";
import { secretRow } from "./secretRow";
import { Section } from "./section";
import { hasRegistry, hasRegistryAuthentication } from "./visible";

export function guardSection(actions: FormActions): Section {
  return new Section({ title: "Marking and Protection" }, [
    choiceRow(
      "color",
      {
        label: "Color",
        hint: "Marks the cluster in the view, the status bar and every question before a change.",
        choices: [
          { value: "none", label: "None" },
          { value: "red", label: "Red" },
          { value: "orange", label: "Orange" },
          { value: "yellow", label: "Yellow" },
          { value: "green", label: "Green" },
          { value: "blue", label: "Blue" },
          { value: "purple", label: "Purple" },
        ],
      },
      actions,
    ),
    checkRow(
      "isProduction",
      {
        label: "Production",
        hint: "Every change asks for the group's or topic's name to be typed.",
      },
      actions,
    ),
    checkRow(
      "isReadOnly",
      { label: "Read-only", hint: "Every change to this cluster is refused here." },
      actions,
    ),
  ]);
}

export function registrySection(actions: FormActions): Section {
  return new Section({ title: "Schema Registry", isUsed: hasRegistry }, [
    textRow(
      "registryUrl",
      {
        label: "Registry address",
        hint: "A registry with Confluent's REST API, to read the schemas of messages from.",
        placeholder: "http://localhost:8081",
      },
      actions,
    ),
    choiceRow(
      "registryAuthentication",
      {
        label: "Registry authentication",
        isShown: hasRegistry,
        choices: [
          { value: "none", label: "None" },
          { value: "basic", label: "User and password" },
          { value: "bearer", label: "Token" },
        ],
      },
      actions,
    ),
    textRow(
      "registryUsername",
      { label: "Registry user name", isShown: hasRegistryAuthentication("basic") },
      actions,
    ),
    secretRow(
      "registryPassword",
      { label: "Registry Password", isShown: hasRegistryAuthentication("basic") },
      actions,
    ),
    secretRow(
      "registryToken",
      { label: "Registry Token", isShown: hasRegistryAuthentication("bearer") },
      actions,
    ),
    fileRow(
      "registryCaFile",
      {
        label: "Registry's certificate authority",
        hint: "A PEM file, where the system does not know the authority.",
        isShown: hasRegistry,
      },
      actions,
    ),
  ]);
}

export function advancedSection(actions: FormActions): Section {
  return new Section(
    {
      title: "Advanced",
      isUsed: (draft) =>
        draft.addressMap.length + draft.maxVersions.length > 0 ||
        `${draft.clientId}${draft.connectTimeoutMs}${draft.requestTimeoutMs}` !== "",
    },
    [
      new PairsField(
        {
          name: "addressMap",
          read: ({ addressMap }) =>
            addressMap.map(({ advertised, reachable }) => [advertised, reachable]),
          write: (pairs) => ({
            addressMap: pairs.map(([advertised, reachable]) => ({ advertised, reachable })),
          }),
        },
        {
          label: "Address overrides",
          hint: "For port forwards and tunnels: where to connect to instead of an address that the brokers tell their clients.",
          from: { label: "Advertised address", placeholder: "broker-1.internal:9092" },
          to: { label: "Reachable address", placeholder: "localhost:19092" },
          add: "Add Address",
        },
        actions,
      ),
      textRow(
        "clientId",
        {
          label: "Client ID of requests",
          hint: "What brokers see in their logs and count quotas by. Empty: the extension's own.",
        },
        actions,
      ),
      textRow(
        "connectTimeoutMs",
        {
          label: "Connect timeout (ms)",
          hint: "For one address, until its first answer. Empty: as in the settings.",
          length: "digits",
        },
        actions,
      ),
      textRow(
        "requestTimeoutMs",
        {
          label: "Request timeout (ms)",
          hint: "For one request, until its answer. Empty: as in the settings.",
          length: "digits",
        },
        actions,
      ),
      new PairsField(
        {
          name: "maxVersions",
          read: ({ maxVersions }) => maxVersions.map(({ api, version }) => [api, version]),
          write: (pairs) => ({ maxVersions: pairs.map(([api, version]) => ({ api, version })) }),
        },
        {
          label: "Protocol version caps",
          hint: "For unusual brokers: the highest version to use of a request. Versions are agreed on by themselves otherwise.",
          from: { label: "Request", placeholder: "Fetch" },
          to: { label: "Highest version", placeholder: "11", length: "digits" },
          add: "Add Version Cap",
        },
        actions,
      ),
    ],
  );
}

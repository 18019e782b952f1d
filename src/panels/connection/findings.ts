import type { DraftField, Finding } from "./protocol";

export type Findings = readonly Finding[];

export const error = (field: DraftField, message: string): Finding => ({
  field,
  severity: "error",
  message,
});

export const warning = (field: DraftField, message: string): Finding => ({
  field,
  severity: "warning",
  message,
});

/** Nothing to say where something stands in the field. */
export const required = (field: DraftField, text: string, message: string): Findings =>
  text.trim() === "" ? [error(field, message)] : [];

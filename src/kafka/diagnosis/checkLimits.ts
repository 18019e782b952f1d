/** Of one check. */
export interface CheckLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

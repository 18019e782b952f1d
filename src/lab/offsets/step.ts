/** Something that was done or seen in an experiment. */
export interface Step {
  /** What was done: a sentence. */
  readonly text: string;
  /** What follows from the rules, and what was seen; they are the same words where it held. */
  readonly check?: Check;
  /** Why it is so. */
  readonly why?: string;
}

export interface Check {
  /** What is looked at: "Read by billing-1". */
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
}

export function holds({ expected, observed }: Check): boolean {
  return expected === observed;
}

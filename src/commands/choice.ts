import * as vscode from "vscode";
import { UserError } from "../ui/userError";

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** What a question asks for, in a word, and what it says when there is none. */
export interface Question {
  readonly title: string;
  readonly what: string;
  readonly ifNone: string;
}

type Load<T> = (signal: AbortSignal) => Promise<readonly Choice<T>[]>;

/**
 * One of some choices, which are loaded while the question stands there. Undefined: the user closed it.
 * @throws whatever `load` throws, unless the user was first to close the question
 */
export async function pick<T>(question: Question, load: Load<T>): Promise<T | undefined> {
  const choice = await ask(question, load, (choices, options) =>
    vscode.window.showQuickPick(choices, options),
  );
  return choice?.value;
}

/** Several of them. Undefined: the user closed the question, or ticked nothing. */
export async function pickMany<T>(
  question: Question,
  load: Load<T>,
): Promise<readonly T[] | undefined> {
  const chosen = await ask(question, load, (choices, options) =>
    vscode.window.showQuickPick(choices, { ...options, canPickMany: true }),
  );
  return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ value }) => value);
}

async function ask<T, Answer>(
  { title, what, ifNone }: Question,
  load: Load<T>,
  show: (
    choices: Promise<readonly Choice<T>[]>,
    options: vscode.QuickPickOptions,
  ) => Thenable<Answer>,
): Promise<Answer> {
  const abort = new AbortController();
  const loading = load(abort.signal).then((choices) => {
    if (choices.length === 0) throw new UserError(ifNone);
    return choices;
  });
  try {
    return await show(loading, { title, placeHolder: what, matchOnDescription: true });
  } finally {
    abort.abort();
    loading.catch(() => undefined);
  }
}

import type { CommandId } from "../manifest";
import { notifyError } from "../ui/notify";
import { isCancellation, userMessage } from "../ui/userMessage";

export interface FailureLog {
  show(): void;
}

/** Tells the user that a command failed, with its title as package.json has it. A cancelled one ends in silence. */
export function commandFailures(
  titles: ReadonlyMap<string, string>,
  log: FailureLog,
  logError: (error: unknown, doing: string) => void,
): (id: CommandId, error: unknown) => Promise<void> {
  return async (id, error) => {
    if (isCancellation(error)) return;
    const title = titles.get(id) ?? "Kafka Offsets";
    logError(error, title);
    await notifyError(userMessage(title, error), {
      "Show Log": () => {
        log.show();
      },
    }).catch((failure: unknown) => {
      logError(failure, "Showing an error message");
    });
  };
}

/** Titles of the commands in a package.json, without the dots that announce a question. */
export function commandTitles(packageJson: unknown): ReadonlyMap<string, string> {
  const { contributes } = packageJson as {
    contributes: { commands: readonly { command: string; title: string }[] };
  };
  return new Map(
    contributes.commands.map(({ command, title }) => [command, title.replace(/…$/, "")]),
  );
}

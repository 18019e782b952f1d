import * as vscode from "vscode";

/** Runs the task under a notification whose Cancel button aborts the task's signal; it may tell its step beside the title. */
export async function withCancellableProgress<T>(
  title: string,
  task: (signal: AbortSignal, report: (step: string) => void) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await task(abort.signal, (message) => {
        progress.report({ message });
      });
    } finally {
      listener.dispose();
    }
  });
}

/** Runs a task that cannot be cancelled under a notification. */
export async function withProgress<T>(title: string, task: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title },
    task,
  );
}

/** Shows the view as busy until the task has ended, in whatever way. */
export async function showViewProgress(viewId: string, task: Promise<unknown>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId } }, () => task.catch(() => undefined));
}

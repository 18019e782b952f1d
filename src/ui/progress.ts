import * as vscode from "vscode";

/** Runs the task under a notification whose Cancel button aborts the task's signal. */
export async function withCancellableProgress<T>(
  title: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await task(abort.signal);
    } finally {
      listener.dispose();
    }
  });
}

/** Shows the view as busy until the task has ended, in whatever way. */
export async function showViewProgress(viewId: string, task: Promise<unknown>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId } }, () => task.catch(() => undefined));
}

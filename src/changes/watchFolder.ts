import { mkdirSync, watch, type FSWatcher } from "node:fs";

const settlesAfterMs = 50;

/**
 * Calls back when files of these names come, change or go, once for what happens close together. A folder that
 * cannot be watched is not: whoever listens also looks when it is shown. Creates the folder.
 */
export function watchFolder(
  folder: string,
  isWatched: (name: string) => boolean,
  listener: () => void,
): { dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const onEvent = (_event: string, name: string | null): void => {
    if (name !== null && !isWatched(name)) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, settlesAfterMs);
  };
  const watcher = openWatcher(folder, onEvent);
  return {
    dispose: () => {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

function openWatcher(
  folder: string,
  onEvent: (event: string, name: string | null) => void,
): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on("error", () => {
      watcher.close();
    });
    return watcher;
  } catch {
    return undefined;
  }
}

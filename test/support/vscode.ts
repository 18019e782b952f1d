/**
 * Stands in for the `vscode` module in unit tests, which run without an editor. It holds what the units touch:
 * values and events that work, and a window whose answers a test prepares. What is missing fails loudly.
 */

export class Disposable {
  constructor(private readonly callOnDispose: () => unknown) {}

  static from(...items: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }

  dispose(): void {
    this.callOnDispose();
  }
}

export class EventEmitter<T> {
  private listeners: ((event: T) => unknown)[] = [];

  readonly event = (listener: (event: T) => unknown): Disposable => {
    this.listeners.push(listener);
    return new Disposable(() => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    });
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners = [];
  }
}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter<unknown>();
  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: this.emitter.event,
  };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.emitter.fire(undefined);
  }

  dispose(): void {
    this.emitter.dispose();
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const ViewColumn = { Active: -1, Beside: -2, One: 1 } as const;
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 } as const;

export class Range {
  constructor(
    readonly startLine: number,
    readonly startCharacter: number,
    readonly endLine: number,
    readonly endCharacter: number,
  ) {}
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command?: { readonly title: string; readonly command: string },
  ) {}
}

export const StatusBarAlignment = { Left: 1, Right: 2 };

/** An item of the status bar, as it was set last. */
export class FakeStatusBarItem {
  text = "";
  name = "";
  tooltip = "";
  command = "";
  color: ThemeColor | undefined;
  backgroundColor: ThemeColor | undefined;
  accessibilityInformation: { readonly label: string } | undefined;
  isVisible = false;
  isDisposed = false;

  show(): void {
    this.isVisible = true;
  }

  hide(): void {
    this.isVisible = false;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState = 0,
  ) {}
}

/** A `file:`-like or custom URI, as far as units take one apart. */
export class Uri {
  private constructor(
    readonly scheme: string,
    readonly authority: string,
    readonly path: string,
    readonly query: string,
    readonly fragment: string,
  ) {}

  static from(parts: {
    scheme: string;
    authority?: string;
    path?: string;
    query?: string;
    fragment?: string;
  }): Uri {
    const { scheme, authority = "", path = "", query = "", fragment = "" } = parts;
    return new Uri(scheme, authority, path, query, fragment);
  }

  static file(path: string): Uri {
    return Uri.from({ scheme: "file", path });
  }

  static joinPath(base: Uri, ...segments: string[]): Uri {
    return base.with({ path: [base.path, ...segments].join("/") });
  }

  with(change: { path?: string; query?: string; fragment?: string }): Uri {
    const { scheme, authority, path, query, fragment } = this;
    return Uri.from({ scheme, authority, path, query, fragment, ...change });
  }

  toString(): string {
    const tail = `${this.query && `?${this.query}`}${this.fragment && `#${this.fragment}`}`;
    return `${this.scheme}://${this.authority}${this.path}${tail}`;
  }
}

/** One call of a window function: its name and arguments. */
export interface WindowCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer = (...args: never[]) => unknown;

/** What the user does in the test's window: an answer per function, asked in order; the last one stays. */
class FakeWindow {
  private answers = new Map<string, Answer[]>();
  /** In the order they were created. */
  statusBarItems: FakeStatusBarItem[] = [];
  calls: WindowCall[] = [];
  /** True: the user closes a quick pick before its choices are there. */
  isImpatient = false;
  /** Behind the Cancel button of the progress shown last. */
  progress = new CancellationTokenSource();

  reset(): void {
    this.isImpatient = false;
    this.answers = new Map();
    this.statusBarItems = [];
    this.calls = [];
  }

  answer(name: string, ...answers: Answer[]): void {
    this.answers.set(name, answers);
  }

  /** Resolves with the prepared answer, or undefined: the user pressed Escape. */
  ask(name: string, args: readonly unknown[]): Promise<unknown> {
    this.calls.push({ name, args });
    const answers = this.answers.get(name) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.resolve(answer?.(...(args as never[])));
  }
}

/** Prepares the user's answers, and tells what was asked. */
export const fakeWindow = new FakeWindow();

type Ask = (...args: unknown[]) => Promise<unknown>;

const ask =
  (name: string): Ask =>
  (...args) =>
    fakeWindow.ask(name, args);

/** The editor's window gets or loses the focus. */
export const windowFocus = new EventEmitter<{ readonly focused: boolean }>();

export const window = {
  onDidChangeWindowState: windowFocus.event,
  createStatusBarItem: (): FakeStatusBarItem => {
    const item = new FakeStatusBarItem();
    fakeWindow.statusBarItems.push(item);
    return item;
  },
  showErrorMessage: ask("showErrorMessage"),
  showWarningMessage: ask("showWarningMessage"),
  showInformationMessage: ask("showInformationMessage"),
  showInputBox: ask("showInputBox"),
  showOpenDialog: ask("showOpenDialog"),
  showTextDocument: ask("showTextDocument"),
  showQuickPick: async (items: unknown, ...rest: unknown[]): Promise<unknown> =>
    fakeWindow.isImpatient ? undefined : fakeWindow.ask("showQuickPick", [await items, ...rest]),
  withProgress: (
    options: unknown,
    task: (progress: unknown, token: unknown) => Promise<unknown>,
  ): Promise<unknown> => {
    fakeWindow.calls.push({ name: "withProgress", args: [options] });
    fakeWindow.progress = new CancellationTokenSource();
    return task({ report: () => undefined }, fakeWindow.progress.token);
  },
};

class FakeConfiguration {
  private readonly changed = new EventEmitter<{ affectsConfiguration(key: string): boolean }>();
  private values = new Map<string, unknown>();
  private workspaceValues = new Map<string, unknown>();
  private defaults = new Map<string, unknown>();
  updates: { key: string; value: unknown; target: unknown }[] = [];

  readonly onDidChange = this.changed.event;

  reset(defaults: Readonly<Record<string, unknown>> = {}): void {
    this.values = new Map();
    this.workspaceValues = new Map();
    this.defaults = new Map(Object.entries(defaults));
    this.updates = [];
  }

  set(key: string, value: unknown): void {
    this.values.set(key, value);
    this.changed.fire({ affectsConfiguration: (section) => `${key}.`.startsWith(`${section}.`) });
  }

  /** What a workspace says where a setting's scope lets it. */
  setInWorkspace(key: string, value: unknown): void {
    this.workspaceValues.set(key, value);
  }

  get(key: string): unknown {
    if (this.workspaceValues.has(key)) return this.workspaceValues.get(key);
    return this.values.has(key) ? this.values.get(key) : this.defaults.get(key);
  }

  defaultOf(key: string): unknown {
    return this.defaults.get(key);
  }

  /** What the user's own settings hold. */
  globalOf(key: string): unknown {
    return this.values.get(key);
  }
}

/** The settings of the test's editor. */
export const fakeConfiguration = new FakeConfiguration();

const inSection = (section: string | undefined, key: string): string =>
  section === undefined ? key : `${section}.${key}`;

interface FakeSection {
  get(key: string, fallback?: unknown): unknown;
  inspect(key: string): { readonly defaultValue: unknown; readonly globalValue: unknown };
  update(key: string, value: unknown, target: unknown): Promise<void>;
}

export const workspace = {
  openTextDocument: ask("openTextDocument"),
  isTrusted: true,
  onDidChangeConfiguration: fakeConfiguration.onDidChange,
  getConfiguration: (section?: string): FakeSection => ({
    get: (key: string, fallback?: unknown) =>
      fakeConfiguration.get(inSection(section, key)) ?? fallback,
    inspect: (key: string) => ({
      defaultValue: fakeConfiguration.defaultOf(inSection(section, key)),
      globalValue: fakeConfiguration.globalOf(inSection(section, key)),
    }),
    update: (key: string, value: unknown, target: unknown): Promise<void> => {
      fakeConfiguration.updates.push({ key: inSection(section, key), value, target });
      fakeConfiguration.set(inSection(section, key), value);
      return Promise.resolve();
    },
  }),
};

/** A test says what it holds. */
export const languages = {};

/** Handlers by command id, as registered. */
export const registeredCommands = new Map<string, (...args: unknown[]) => unknown>();

export const commands = {
  registerCommand: (id: string, handler: (...args: unknown[]) => unknown): Disposable => {
    if (registeredCommands.has(id)) throw new Error(`command '${id}' already exists`);
    registeredCommands.set(id, handler);
    return new Disposable(() => registeredCommands.delete(id));
  },
  executeCommand: ask("executeCommand"),
};

export const env = {
  language: "en",
  clipboard: {
    text: "",
    writeText(text: string): Promise<void> {
      this.text = text;
      return Promise.resolve();
    },
  },
};

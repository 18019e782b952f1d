import * as vscode from "vscode";
import { columnExplanations } from "../ui/glossary";
import { numberLocale } from "../ui/numberFormat";
import { RpcServer } from "./rpc";
import type { Handlers, Schemas } from "./rpc";
import { newNonce, pageShell } from "./shell";
import type { RequestTable } from "./shared/protocol";

/*
 * Puts a bundled page into a webview panel and connects it. Used by every panel:
 *
 *   const panel = vscode.window.createWebviewPanel(panelIds.peek, title, column, { retainContextWhenHidden: false });
 *   const page = attachPage<PeekRequests, PeekEvents>(panel, {
 *     extensionUri, page: "peek", title: "Messages", schemas, handlers, report,
 *   });
 *   page.emit("seek", position);     // push an event to the page
 *
 * The page is dist/webview/<page>.js and .css. The connection ends with the panel: signals of requests under
 * way are aborted, nothing is posted afterwards. Without retainContextWhenHidden the page is thrown away while
 * hidden; when shown again it starts anew and asks for its state by its own first request.
 */

export interface PageOptions<R extends RequestTable<R>> {
  readonly extensionUri: vscode.Uri;
  /** Name of the bundle in dist/webview. */
  readonly page: "connection" | "group" | "lab" | "peek" | "reset" | "topicGroups";
  /** Constant text for the document's title. */
  readonly title: string;
  readonly schemas: Schemas<R>;
  readonly handlers: Handlers<R>;
  /** For the log. */
  readonly report: (error: unknown, method: string) => void;
}

/** The tab's icon, from the two drawings of this name in media. */
export function tabIcon(
  extensionUri: vscode.Uri,
  name: "connection" | "group" | "lab" | "messages" | "reset",
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const drawing = (theme: "Light" | "Dark"): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, "media", `${name}${theme}.svg`);
  return { light: drawing("Light"), dark: drawing("Dark") };
}

/** Sets options and HTML of `panel` and answers its page's requests until the panel is disposed. */
export function attachPage<R extends RequestTable<R>, E extends object>(
  panel: vscode.WebviewPanel,
  options: PageOptions<R>,
): RpcServer<R, E> {
  const { webview } = panel;
  const root = vscode.Uri.joinPath(options.extensionUri, "dist", "webview");
  const resource = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();

  const server = new RpcServer<R, E>({
    schemas: options.schemas,
    handlers: options.handlers,
    report: options.report,
    post: (message) => void webview.postMessage(message),
  });
  const listener = webview.onDidReceiveMessage((message: unknown) => {
    server.receive(message);
  });
  panel.onDidDispose(() => {
    listener.dispose();
    server.dispose();
  });

  webview.options = {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [root],
  };
  webview.html = pageShell({
    title: options.title,
    scriptUri: resource(`${options.page}.js`),
    styleUri: resource(`${options.page}.css`),
    cspSource: webview.cspSource,
    nonce: newNonce(),
    numberLocale: numberLocale(vscode.env.language),
    glossary: columnExplanations(),
  });
  return server;
}

import { randomBytes } from "node:crypto";

export interface PageShell {
  /** Constant text, never anything a broker or a setting says. */
  readonly title: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly nonce: string;
  /** For numbers alone: the page's words are English. */
  readonly numberLocale: string;
  /** Title of a column → what it stands for. */
  readonly glossary: Readonly<Record<string, string>>;
}

/**
 * The static HTML of a page: one script, one style sheet, an empty `<main id="root">`. Data comes by message
 * only. The policy has no `unsafe-inline`, no `unsafe-eval`, no `connect-src`.
 */
export function pageShell(shell: PageShell): string {
  const { title, scriptUri, styleUri, cspSource, nonce, numberLocale } = shell;
  const glossary = JSON.stringify(shell.glossary);
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource}`,
    `font-src ${cspSource}`,
    `style-src ${cspSource} ${emptyStyle}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en" data-number-locale="${attribute(numberLocale)}" data-glossary="${attribute(glossary)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="stylesheet" href="${attribute(styleUri)}" />
    <title>${attribute(title)}</title>
  </head>
  <body>
    <main id="root"></main>
    <script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
  </body>
</html>
`;
}

/**
 * Hash of an empty inline style. The toolkit adds an empty `<style>` to find out what the browser can do; without
 * this it takes every browser for an old one, and shows focus rings on a mouse click. Allows nothing else.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** 128 bits, new for every rendering. */
export function newNonce(): string {
  return randomBytes(16).toString("hex");
}

function attribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

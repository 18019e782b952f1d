import assert from "node:assert/strict";
import { newNonce, pageShell } from "../../../src/panels/shell";

const cspSource = "https://*.vscode-cdn.net";

function shell(change: Partial<Parameters<typeof pageShell>[0]> = {}): string {
  return pageShell({
    title: "Messages",
    scriptUri: `${cspSource}/peek.js`,
    styleUri: `${cspSource}/peek.css`,
    cspSource,
    nonce: "abc123",
    numberLocale: "en",
    glossary: {},
    ...change,
  });
}

function policy(html: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
}

describe("pageShell", () => {
  it("denies everything that is not named", () => {
    assert.match(policy(shell()), /^default-src 'none';/);
  });

  it("allows no inline code, no evaluation, no connection and no foreign host", () => {
    assert.doesNotMatch(
      policy(shell()),
      /unsafe|connect-src|https:(?!\/\/\*\.vscode-cdn\.net)|data:/,
    );
  });

  it("runs the one script that carries the nonce", () => {
    const html = shell();
    assert.match(policy(html), /script-src 'nonce-abc123'$/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /<script nonce="abc123" src="[^"]*peek\.js"><\/script>/);
  });

  it("holds nothing in its body but the empty root and the script", () => {
    const body = /<body>([\s\S]*)<\/body>/.exec(shell())?.[1] ?? "";
    assert.equal(body.replace(/<script.*<\/script>/, "").trim(), '<main id="root"></main>');
  });

  it("is an English page with numbers of another locale", () => {
    assert.match(shell({ numberLocale: "de" }), /<html lang="en" data-number-locale="de" /);
  });

  it("gives the page the words of its columns", () => {
    const html = shell({ glossary: { Lag: 'how "far" behind' } });
    assert.match(
      html,
      /data-glossary="{&quot;Lag&quot;:&quot;how \\&quot;far\\&quot; behind&quot;}"/,
    );
  });

  it("escapes what stands in attributes", () => {
    const html = shell({
      title: '"><img>',
      scriptUri: 'x" onload="y',
      numberLocale: '"><img onload="y">',
    });
    assert.doesNotMatch(html, /<img>|onload="y"/);
  });
});

describe("newNonce", () => {
  it("is 128 bits and never the same", () => {
    assert.match(newNonce(), /^[0-9a-f]{32}$/);
    assert.notEqual(newNonce(), newNonce());
  });
});

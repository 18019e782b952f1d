import assert from "node:assert/strict";
import { connectHost } from "../../../../webview/shared/vscodeApi";

interface Requests {
  ask: { params: { readonly what: string }; result: string };
}

/** A webview's own window, as far as a page uses it, and the host's side of it. */
class FakeWebview {
  readonly posted: { readonly id: number }[] = [];
  private readonly window = new EventTarget();

  connect(): ReturnType<typeof connectHost<Requests, object, unknown>> {
    let state: unknown;
    const api = {
      postMessage: (message: unknown): void => {
        this.posted.push(message as { id: number });
      },
      getState: (): unknown => state,
      setState: (changed: unknown): void => {
        state = changed;
      },
    };
    return connectHost<Requests, object, unknown>(api, this.window as Window);
  }

  send(data: unknown): void {
    this.window.dispatchEvent(new MessageEvent("message", { data }));
  }
}

describe("connectHost", () => {
  it("brings the host's answer to the request", async () => {
    const webview = new FakeWebview();
    const { host } = webview.connect();
    const answer = host.call("ask", { what: "time" });
    webview.send({ id: webview.posted[0]?.id, ok: true, result: "now" });
    assert.equal(await answer, "now");
  });

  it("does not take an answer to the page before for one of its own", () => {
    const webview = new FakeWebview();
    void webview.connect().host.call("ask", { what: "before" });
    const firstMs = Date.now();
    while (Date.now() === firstMs) continue;
    void webview.connect().host.call("ask", { what: "after" });
    assert.notEqual(webview.posted[0]?.id, webview.posted[1]?.id);
  });

  it("keeps the view's state with VS Code", () => {
    const { viewState } = new FakeWebview().connect();
    viewState.write({ offset: "1" });
    assert.deepEqual(viewState.read(), { offset: "1" });
  });
});

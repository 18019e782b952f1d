import type { PeekEvents, PeekRequests } from "../../src/panels/peek/protocol";
import type { SavedView } from "../../src/panels/peek/protocol/savedView";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { PeekPage } from "./page";
import "./style.css";

registerToolkit();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
const { host, viewState } = connectHost<PeekRequests, PeekEvents, SavedView>(
  acquireVsCodeApi(),
  window,
);
void new PeekPage(root, host, viewState).start();

import type { ConnectionEvents, ConnectionRequests } from "../../src/panels/connection/protocol";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { startConnectionPage } from "./controller";
import "./style.css";

registerToolkit();
const { host } = connectHost<ConnectionRequests, ConnectionEvents, never>(
  acquireVsCodeApi(),
  window,
);
const root = document.getElementById("root");
if (root !== null) startConnectionPage(root, host);

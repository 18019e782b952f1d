import type { ResetEvents, ResetRequests } from "../../src/panels/reset/protocol";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { startResetPage } from "./controller";
import "./style.css";

registerToolkit();
const { host } = connectHost<ResetRequests, ResetEvents, never>(acquireVsCodeApi(), window);
const root = document.getElementById("root");
if (root !== null) startResetPage(root, host);

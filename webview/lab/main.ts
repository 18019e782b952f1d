import type { LabEvents, LabRequests } from "../../src/panels/lab/protocol";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { LabPage } from "./page";
import "./style.css";

registerToolkit();
const { host } = connectHost<LabRequests, LabEvents, never>(acquireVsCodeApi(), window);
const root = document.getElementById("root");
if (root !== null) void new LabPage(root, host).start();

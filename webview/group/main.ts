import type { GroupEvents, GroupRequests, SavedGroup } from "../../src/panels/group/protocol";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { GroupPage } from "./page";
import "./style.css";

registerToolkit();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
const { host, viewState } = connectHost<GroupRequests, GroupEvents, SavedGroup>(
  acquireVsCodeApi(),
  window,
);
void new GroupPage(root, host, viewState).start();

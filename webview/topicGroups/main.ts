import type {
  SavedTopicGroups,
  TopicGroupsEvents,
  TopicGroupsRequests,
} from "../../src/panels/topicGroups/protocol";
import { registerToolkit } from "../shared/toolkit";
import { connectHost } from "../shared/vscodeApi";
import { TopicGroupsPage } from "./page";
import "./style.css";

registerToolkit();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
const { host, viewState } = connectHost<TopicGroupsRequests, TopicGroupsEvents, SavedTopicGroups>(
  acquireVsCodeApi(),
  window,
);
void new TopicGroupsPage(root, host, viewState).start();

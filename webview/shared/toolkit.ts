import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";

/*
 * The only file that imports the toolkit (archived upstream), and for form controls only: rows of data go into
 * grid.ts. Each component is registered by itself, because registering them all doubles the page's size.
 *
 *   registerToolkit();                                     // once, in main.ts
 *   button({ label: "Read", onClick });                    // elements are built by controls.ts,
 *   dropdown({ label: "From", options, value, onChange }); // which works unregistered too (jsdom)
 *
 * To replace the toolkit, change this file and the tag names in controls.ts.
 */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

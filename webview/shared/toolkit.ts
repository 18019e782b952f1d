import {
  TextField,
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
  keepNames();
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

/** The toolkit calls every text field "Text field" when it enters the document: the name it was given stays. */
function keepNames(): void {
  const connect = Reflect.get(TextField.prototype, "connectedCallback");
  TextField.prototype.connectedCallback = function (this: TextField): void {
    const name = this.getAttribute("aria-label");
    connect.call(this);
    if (name !== null) this.setAttribute("aria-label", name);
  };
}

// The parts of JupyterLab 4.6 and Lumino 2 that the extension uses. The packages themselves are 370 MB with what they require.

export interface Signal<Sender, Arguments> {
  connect(slot: (sender: Sender, args: Arguments) => void): boolean;
  disconnect(slot: (sender: Sender, args: Arguments) => void, owner?: unknown): boolean;
}

export interface Widget {
  id: string;
  readonly node: HTMLElement;
  readonly layout: Iterable<Widget> | null;
  readonly isHidden: boolean;
  readonly isDisposed: boolean;
  addClass(name: string): void;
  show(): void;
  hide(): void;
  setHidden(hidden: boolean): void;
}

export type WidgetClass = new (options: { node: HTMLElement }) => Widget;

/** The bar between the toolbar and the content of a document. */
export interface BoxPanel extends Widget {
  addWidget(widget: Widget): void;
  fit(): void;
}

export interface FileModel {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly last_modified: string;
  readonly content: any;
}

export interface Contents {
  get(path: string, options?: { content?: boolean; type?: string; format?: "text" }): Promise<FileModel>;
  save(path: string, options: { type: string; format: "text" | "json"; mimetype?: string; content: unknown }): Promise<FileModel>;
  delete(path: string): Promise<void>;
}

export interface Shell extends Widget {
  mode?: string;
  readonly currentWidget: Widget | null;
  readonly currentChanged?: Signal<Shell, unknown>;
}

export interface App {
  readonly shell: Shell;
  readonly commands: { execute(id: string, args: { path: string }): Promise<unknown> };
  readonly serviceManager: { readonly contents: Contents };
}

export interface Kernel {
  readonly info: Promise<unknown>;
  readonly spec: Promise<unknown>;
  readonly connectionStatus: "connected" | "connecting" | "disconnected";
  requestKernelInfo(): Promise<unknown>;
  requestExecute(content: { code: string; silent: boolean; store_history: boolean }): {
    readonly done: Promise<{ content: { status: string } }>;
  };
  registerCommTarget(name: string, opened: (comm: unknown, message: { content: { data: any } }) => void): void;
}

export interface SessionContext {
  readonly ready: Promise<void>;
  readonly session: { readonly kernel: Kernel | null } | null;
  readonly statusChanged: Signal<SessionContext, string>;
  readonly connectionStatusChanged: Signal<SessionContext, string>;
}

export interface SharedCell {
  readonly cell_type: string;
  getSource(): string;
  getId(): string;
  getMetadata(key: string): unknown;
}

export interface NotebookModel {
  dirty: boolean;
  readonly stateChanged: Signal<NotebookModel, unknown>;
  readonly sharedModel: { readonly cells: readonly SharedCell[]; getMetadata(key: string): any };
}

export interface Cell extends Widget {
  /** when the cell has been drawn */
  readonly ready: Promise<void>;
  inputHidden: boolean;
  readonly model: {
    readonly type: string;
    /** of a code cell */
    readonly outputs?: { get(at: number): { readonly data: Record<string, string | string[]> } | undefined };
  };
}

export interface Notebook extends Widget {
  readonly widgets: readonly Cell[];
  /** Private: it drops what is selected in the editors of all cells but one. */
  _trimSelections?: () => unknown;
  /** Private: it draws cells for some milliseconds. */
  _runOnIdleTime?: (milliseconds: number) => Promise<void>;
}

export interface NotebookPanel extends Widget {
  readonly layout: (Iterable<Widget> & { addWidget(widget: Widget): void }) | null;
  readonly content: Notebook;
  readonly contentHeader: BoxPanel;
  readonly toolbar: Widget;
  readonly context: { readonly path: string; readonly ready: Promise<void>; readonly model: NotebookModel };
  readonly sessionContext: SessionContext;
  /** Private: it shows a dialog when the kernel is restarted. */
  readonly _onSessionStatusChanged?: (sender: SessionContext, status: string) => void;
}

export interface NotebookTracker {
  readonly currentWidget: NotebookPanel | null;
  readonly widgetAdded: Signal<NotebookTracker, NotebookPanel>;
  readonly currentChanged: Signal<NotebookTracker, unknown>;
  forEach(visit: (panel: NotebookPanel) => void): void;
}

/** What the extension takes from `@jupyterlab/application`, `@jupyterlab/notebook`, and `@lumino/widgets`. */
export interface Libraries {
  readonly IConnectionLost: unknown;
  readonly ConnectionLost: (...details: unknown[]) => Promise<unknown>;
  readonly INotebookTracker: unknown;
  readonly NotebookActions: {
    runCells(notebook: Notebook, cells: readonly Cell[], session: SessionContext): Promise<boolean>;
    readonly executed: Signal<unknown, { notebook: unknown; success?: boolean }>;
  };
  readonly Widget: WidgetClass;
}

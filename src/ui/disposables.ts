interface Disposable {
  dispose(): unknown;
}

/** Owns disposables; anything added after disposal is disposed at once instead of leaking. */
export class Disposables implements Disposable {
  private readonly items: Disposable[] = [];
  private isDisposed = false;

  /** Takes ownership of `item` and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  /** Last added, first disposed. Safe to call again. */
  dispose(): void {
    this.isDisposed = true;
    for (const item of this.items.splice(0).reverse()) item.dispose();
  }
}

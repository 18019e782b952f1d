export declare function withLock<T>(directory: string, action: () => Promise<T>): Promise<T>;
export declare function isRunning(pid: number): boolean;

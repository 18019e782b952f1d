export declare class ToolError extends Error {
  constructor(message: string, options?: ErrorOptions);
}
export declare function step<T>(title: string, action: () => Promise<T>): Promise<T>;
export declare function seconds(milliseconds: number): string;
export declare function tail(text: string, lines?: number): string;

export declare function npm(
  directory: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<void>;
export declare function installPackages(directory: string, title: string): Promise<void>;

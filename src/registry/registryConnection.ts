/** How to reach a schema registry. Held in memory only: it may hold secrets. */
export interface RegistryConnection {
  /** Of the Confluent-style REST API, for instance "https://registry:8081" or "…/apis/ccompat/v7". */
  readonly url: string;
  readonly authentication?:
    | { readonly kind: "basic"; readonly username: string; readonly password: string }
    | { readonly kind: "bearer"; readonly token: string };
  /** PEM: the only authorities that may sign the registry's certificate; the usual ones when missing. */
  readonly ca?: string;
  /** One request, from send to the end of the answer. */
  readonly timeoutMs: number;
}

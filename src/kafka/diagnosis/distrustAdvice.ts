/** What to do about a certificate that is not trusted, by Node's code of why. */
export function distrustAdvice(code: string): string {
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "Use a name that the certificate is for, or give it as the server name of this connection.";
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return "Have the certificate renewed, or set this machine's clock.";
    default:
      return "Choose the file of the CA that signed the certificate.";
  }
}

/** What a secret must look like, by the end of its pointer; without it, anything goes. */
const forms: readonly { readonly end: string; readonly form: RegExp; readonly lacks: string }[] = [
  {
    end: '/privateKeyJwt/key',
    form: /^\s*(?:-----BEGIN PRIVATE KEY-----|\{)/,
    lacks:
      'holds no private key in PKCS#8 or as a JWK (openssl pkcs8 -topk8 -nocrypt makes PKCS#8 of another form)',
  },
  {
    end: '/tls/key',
    form: /-----BEGIN (?:EC |RSA )?PRIVATE KEY-----/,
    lacks: 'holds no private key in PEM without a passphrase',
  },
  {
    end: '/assertion/key',
    form: /^\s*(?:-----BEGIN PRIVATE KEY-----|\{)/,
    lacks: 'holds no private key in PKCS#8 or as a JWK',
  },
  {
    end: '/assertion/serviceAccount',
    form: /^\s*\{[\s\S]*"client_email"[\s\S]*\}\s*$/,
    lacks: 'is not the JSON file of a service account',
  },
  { end: '/tls/cert', form: /-----BEGIN CERTIFICATE-----/, lacks: 'holds no certificate in PEM' },
]

/** @returns One clause that says why `value` cannot be the secret at `pointer`, nothing of it in it. */
export function misformed(pointer: string, value: string): string | undefined {
  return forms.find(({ end, form }) => pointer.endsWith(end) && !form.test(value))?.lacks
}

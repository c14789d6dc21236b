/**
 * The cookie that binds a consent to one browser, by the scheme of the public URL: under `__Host-` a
 * browser takes it from this origin alone (RFC 6265bis section 4.1.3.2), which needs https.
 *
 * Consent pages share their origin with the routes, so nothing that a route forwards may set it.
 */
export const browserCookie = { https: '__Host-credmgr', http: 'credmgr_browser' } as const

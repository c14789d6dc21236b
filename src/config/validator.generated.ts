// @ts-nocheck
// Compiled from the JSON Schema by schemas/assemble.ts; not to be edited.
import type { Shape, Validate } from './shape.ts'


export const validate: Validate = validate10;
const schema11 = {"type":"object","required":["version"],"properties":{"version":{"type":"integer","const":1},"include":{"type":"array","items":{"type":"string","pattern":"^[^/\\\\]"},"minItems":1},"vars":{"type":"object","patternProperties":{"^[A-Za-z_][A-Za-z0-9_]*$":{"type":["string","number","boolean","null"]}},"additionalProperties":false},"gateway":{"$ref":"#/definitions/gateway"},"defaults":{"$ref":"#/definitions/defaults"},"lint":{"$ref":"#/definitions/lint"},"identities":{"type":"object","patternProperties":{"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)":{"$ref":"#/definitions/identity"}},"additionalProperties":false},"providers":{"type":"object","patternProperties":{"^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}$":{"$ref":"#/definitions/provider"}},"additionalProperties":false},"connections":{"type":"object","patternProperties":{"^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}/(?:(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}|[a-z][a-z0-9-]{0,62}/\\{[A-Za-z_][A-Za-z0-9_]*\\})$":{"$ref":"#/definitions/connection"}},"additionalProperties":false},"accessPolicies":{"type":"object","patternProperties":{"^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}$":{"$ref":"#/definitions/accessPolicy"}},"additionalProperties":false},"routes":{"type":"object","patternProperties":{"^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}$":{"$ref":"#/definitions/route"}},"additionalProperties":false},"moved":{"type":"array","items":{"$ref":"#/definitions/movedBlock"}},"removed":{"type":"array","items":{"$ref":"#/definitions/removedBlock"}},"import":{"type":"array","items":{"$ref":"#/definitions/importBlock"}}},"patternProperties":{"^x-":{}},"additionalProperties":false,"definitions":{"secret":{"type":"object","properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","pattern":"\\S"},"exec":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"execEnv":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"sealed":{"type":"string","pattern":"^cms1:"},"rotatedAt":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}},"additionalProperties":false,"minProperties":1},"identity":{"type":"object","properties":{"issuer":{"type":"string","pattern":"^\\S+$"},"audience":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"type":"string","pattern":"\\S"}},"algorithms":{"type":"array","items":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"minItems":1},"claims":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"clockTolerance":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"apiKey":{"$ref":"#/definitions/secret"},"nextApiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"login":{"$ref":"#/definitions/login"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"login":{"type":"object","required":["clientId"],"properties":{"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"principal":{"type":["object","string"],"properties":{"servicePrincipal":{"$ref":"#/definitions/servicePrincipal"},"user":{"$ref":"#/definitions/user"},"group":{"$ref":"#/definitions/group"},"managedIdentity":{"type":"string","const":"gateway"},"claims":{"$ref":"#/definitions/claimsPrincipal"},"apiKey":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"additionalProperties":false,"minProperties":1,"maxProperties":1,"pattern":"^owner$"},"servicePrincipal":{"type":"object","required":["identity","objectId"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"},"appIds":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"user":{"type":"object","required":["identity"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"},"subject":{"type":"string","pattern":"\\S"},"appIds":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"group":{"type":"object","required":["identity","objectId"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"claimsPrincipal":{"type":"object","required":["identity"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^(?!identity$|__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"conditions":{"type":"object","minProperties":1,"properties":{"routes":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"methods":{"type":"array","items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false},"accessPolicy":{"type":"object","required":["connections","allow"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"connections":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"allow":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1},"conditions":{"$ref":"#/definitions/conditions"},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"gateway":{"type":"object","properties":{"publicUrl":{"type":"string","pattern":"^\\S+$"},"listen":{"type":"string","pattern":"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},"admin":{"$ref":"#/definitions/admin"},"timeouts":{"$ref":"#/definitions/timeouts"},"forwardAuth":{"$ref":"#/definitions/forwardAuth"},"webhooks":{"type":"object","patternProperties":{"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)":{"$ref":"#/definitions/webhook"}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"admin":{"type":"object","properties":{"listen":{"type":"string","pattern":"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},"roles":{"$ref":"#/definitions/roles"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"roles":{"type":"object","properties":{"operator":{"type":"array","items":{"$ref":"#/definitions/principal"}},"viewer":{"type":"array","items":{"$ref":"#/definitions/principal"}}},"patternProperties":{"^x-":{}},"additionalProperties":false},"forwardAuth":{"type":"object","required":["secret"],"properties":{"secret":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"webhook":{"type":"object","required":["url","secret"],"properties":{"url":{"type":"string","pattern":"^\\S+$"},"secret":{"allOf":[{"$ref":"#/definitions/secret"}]},"events":{"type":"array","items":{"type":"string","enum":["connected","refreshed","failing","recovered","dead","expiring"]},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false},"timeouts":{"type":"object","properties":{"connect":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"headers":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"body":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"endpoints":{"type":"object","properties":{"authorization":{"type":"string","pattern":"^\\S+$"},"token":{"type":"string","pattern":"^\\S+$"},"revocation":{"type":"string","pattern":"^\\S+$"},"introspection":{"type":"string","pattern":"^\\S+$"},"userinfo":{"type":"string","pattern":"^\\S+$"},"pushedAuthorizationRequest":{"type":"string","pattern":"^\\S+$"},"deviceAuthorization":{"type":"string","pattern":"^\\S+$"},"registration":{"type":"string","pattern":"^\\S+$"},"jwks":{"type":"string","pattern":"^\\S+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"clientAuth":{"type":["object","string"],"properties":{"privateKeyJwt":{"$ref":"#/definitions/privateKeyJwt"},"tls":{"$ref":"#/definitions/clientTls"}},"additionalProperties":false,"minProperties":1,"maxProperties":1,"anyOf":[{"type":"object"},{"type":"string","enum":["clientSecretBasic","clientSecretPost","clientSecretJwt","none"]}]},"registration":{"type":"object","properties":{"clientName":{"type":"string","pattern":"\\S"},"initialAccessToken":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"privateKeyJwt":{"type":"object","required":["key","alg"],"properties":{"key":{"allOf":[{"$ref":"#/definitions/secret"}]},"alg":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"kid":{"type":"string","pattern":"\\S"},"certificate":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"clientTls":{"type":"object","required":["cert","key"],"properties":{"cert":{"allOf":[{"$ref":"#/definitions/secret"}]},"key":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"assertion":{"type":"object","minProperties":1,"properties":{"serviceAccount":{"allOf":[{"$ref":"#/definitions/secret"}]},"key":{"allOf":[{"$ref":"#/definitions/secret"}]},"alg":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"kid":{"type":"string","pattern":"\\S"},"issuer":{"type":"string","pattern":"\\S"},"subject":{"type":"string","pattern":"\\S"},"audience":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"basic":{"type":"object","required":["username","password"],"properties":{"username":{"type":"string","pattern":"^[^:\\x00-\\x1f\\x7f]+$"},"password":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"subjectToken":{"type":"object","required":["connection"],"properties":{"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"refresh":{"type":"object","properties":{"margin":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"defaultLifetime":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"grantLifetime":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"keepAlive":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"ratePerSecond":{"type":"number"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"connection":{"type":"object","properties":{"forEach":{"$ref":"#/definitions/forEach"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"expect":{"$ref":"#/definitions/expect"},"consent":{"$ref":"#/definitions/consent"},"postLoginRedirectUrl":{"type":"string","pattern":"^\\S+$"},"allowedRedirectUrls":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"apiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"basic":{"$ref":"#/definitions/basic"},"subjectToken":{"$ref":"#/definitions/subjectToken"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"labels":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"consent":{"type":"object","required":["by"],"properties":{"by":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false},"expect":{"type":"object","minProperties":1,"properties":{"account":{"type":"string","pattern":"\\S"},"subject":{"type":"string","pattern":"\\S"},"email":{"type":"string","pattern":"\\S"},"tenant":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"lifecycle":{"type":"object","properties":{"preventDestroy":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"route":{"type":"object","required":["match","upstream"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"match":{"$ref":"#/definitions/match"},"upstream":{"type":"string","pattern":"^\\S+$"},"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}},"timeout":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"public":{"type":"boolean"},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"match":{"type":"object","required":["path"],"properties":{"path":{"type":"string","pattern":"^/"},"methods":{"type":"array","items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]},"minItems":1},"host":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},"headers":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false},"movedBlock":{"type":"object","required":["from","to"],"properties":{"from":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},"to":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"removedBlock":{"type":"object","required":["from"],"properties":{"from":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},"revoke":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"importBlock":{"type":"object","required":["to","from"],"properties":{"to":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.[^\\s*]+$|\\$\\{(?:env:|var:|each\\.)"},"from":{"$ref":"#/definitions/importSource"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"importSource":{"type":"object","required":["refreshToken"],"properties":{"refreshToken":{"$ref":"#/definitions/secret"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"provider":{"type":"object","required":["grant"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"template":{"type":"string","enum":["entra","generic","github","google"]},"issuer":{"type":"string","pattern":"^\\S+$"},"endpoints":{"$ref":"#/definitions/endpoints"},"grant":{"type":"string","enum":["authorizationCode","clientCredentials","deviceCode","jwtBearer","tokenExchange","static"]},"clientId":{"type":"string","pattern":"\\S"},"registration":{"$ref":"#/definitions/registration"},"clientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"clientAuth":{"$ref":"#/definitions/clientAuth"},"assertion":{"$ref":"#/definitions/assertion"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"audience":{"type":"string","pattern":"\\S"},"resource":{"type":"string","pattern":"\\S"},"authorizationParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"tokenParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"parameters":{"type":"object","properties":{"tenant":{"type":"string"}},"additionalProperties":{"type":"string"}},"apiHosts":{"type":"array","items":{"type":"string","pattern":"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"}},"pkce":{"enum":["S256"]},"refresh":{"$ref":"#/definitions/refresh"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"providerDefaults":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"template":{"type":"string","enum":["entra","generic","github","google"]},"issuer":{"type":"string","pattern":"^\\S+$"},"endpoints":{"$ref":"#/definitions/endpoints"},"grant":{"type":"string","enum":["authorizationCode","clientCredentials","deviceCode","jwtBearer","tokenExchange","static"]},"clientId":{"type":"string","pattern":"\\S"},"registration":{"$ref":"#/definitions/registration"},"clientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"clientAuth":{"$ref":"#/definitions/clientAuth"},"assertion":{"$ref":"#/definitions/assertion"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"audience":{"type":"string","pattern":"\\S"},"resource":{"type":"string","pattern":"\\S"},"authorizationParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"tokenParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"parameters":{"type":"object","properties":{"tenant":{"type":"string"}},"additionalProperties":{"type":"string"}},"apiHosts":{"type":"array","items":{"type":"string","pattern":"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"}},"pkce":{"enum":["S256"]},"refresh":{"$ref":"#/definitions/refresh"}}},"connectionDefaults":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"expect":{"$ref":"#/definitions/expect"},"consent":{"$ref":"#/definitions/consent"},"postLoginRedirectUrl":{"type":"string","pattern":"^\\S+$"},"allowedRedirectUrls":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"apiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"basic":{"$ref":"#/definitions/basic"},"subjectToken":{"$ref":"#/definitions/subjectToken"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"labels":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"description":{"type":"string","pattern":"\\S"}}},"accessPolicyDefaults":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"connections":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"allow":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1},"conditions":{"$ref":"#/definitions/conditions"},"description":{"type":"string","pattern":"\\S"}}},"routeDefaults":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"match":{"$ref":"#/definitions/match"},"upstream":{"type":"string","pattern":"^\\S+$"},"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}},"timeout":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"public":{"type":"boolean"},"description":{"type":"string","pattern":"\\S"}}},"defaults":{"type":"object","properties":{"provider":{"$ref":"#/definitions/providerDefaults"},"connection":{"$ref":"#/definitions/connectionDefaults"},"accessPolicy":{"$ref":"#/definitions/accessPolicyDefaults"},"route":{"$ref":"#/definitions/routeDefaults"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"forEach":{"type":["array","object"],"items":{"type":["string","number"]},"properties":{"file":{"type":"string","pattern":"^[^/\\\\]"},"key":{"type":"string","pattern":"\\S"}}},"lint":{"type":"object","properties":{"rules":{"$ref":"#/definitions/lintRules"},"maxSecretAge":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"lintRules":{"type":"object","properties":{"CM3001":{"type":"string","enum":["error","warning","info","off"]},"CM3002":{"type":"string","enum":["error","warning","info","off"]},"CM3003":{"type":"string","enum":["error","warning","info","off"]},"CM3004":{"type":"string","enum":["error","warning","info","off"]},"CM3010":{"type":"string","enum":["error","warning","info","off"]},"CM3012":{"type":"string","enum":["error","warning","info","off"]},"CM3014":{"type":"string","enum":["error","warning","info","off"]},"CM3015":{"type":"string","enum":["error","warning","info","off"]},"CM3016":{"type":"string","enum":["error","warning","info","off"]},"CM3017":{"type":"string","enum":["error","warning","info","off"]},"CM3102":{"type":"string","enum":["error","warning","info","off"]},"CM3103":{"type":"string","enum":["error","warning","info","off"]},"CM3104":{"type":"string","enum":["error","warning","info","off"]},"CM3105":{"type":"string","enum":["error","warning","info","off"]},"CM3106":{"type":"string","enum":["error","warning","info","off"]},"CM3107":{"type":"string","enum":["error","warning","info","off"]},"CM3108":{"type":"string","enum":["error","warning","info","off"]},"CM3203":{"type":"string","enum":["error","warning","info","off"]},"CM3204":{"type":"string","enum":["error","warning","info","off"]},"CM3205":{"type":"string","enum":["error","warning","info","off"]},"CM3206":{"type":"string","enum":["error","warning","info","off"]},"CM3210":{"type":"string","enum":["error","warning","info","off"]},"CM3301":{"type":"string","enum":["error","warning","info","off"]},"CM3302":{"type":"string","enum":["error","warning","info","off"]},"CM3303":{"type":"string","enum":["error","warning","info","off"]},"CM3304":{"type":"string","enum":["error","warning","info","off"]},"CM3401":{"type":"string","enum":["error","warning","info","off"]},"CM3402":{"type":"string","enum":["error","warning","info","off"]},"CM3403":{"type":"string","enum":["error","warning","info","off"]},"CM3404":{"type":"string","enum":["error","warning","info","off"]},"CM3405":{"type":"string","enum":["error","warning","info","off"]},"CM3501":{"type":"string","enum":["error","warning","info","off"]}},"patternProperties":{"^x-":{}},"additionalProperties":false},"policy":{"type":"object","properties":{"get-authorization-context":{"$ref":"#/definitions/policy-get-authorization-context"},"set-header":{"$ref":"#/definitions/policy-set-header"},"set-query-parameter":{"$ref":"#/definitions/policy-set-query-parameter"},"rewrite-uri":{"$ref":"#/definitions/policy-rewrite-uri"},"set-method":{"$ref":"#/definitions/policy-set-method"},"validate-jwt":{"$ref":"#/definitions/policy-validate-jwt"},"check-header":{"$ref":"#/definitions/policy-check-header"},"ip-filter":{"$ref":"#/definitions/policy-ip-filter"},"return-response":{"$ref":"#/definitions/policy-return-response"},"set-variable":{"$ref":"#/definitions/policy-set-variable"},"choose":{"$ref":"#/definitions/policy-choose"},"rate-limit":{"$ref":"#/definitions/policy-rate-limit"},"rate-limit-by-key":{"$ref":"#/definitions/policy-rate-limit-by-key"},"quota-by-key":{"$ref":"#/definitions/policy-quota-by-key"},"limit-concurrency":{"$ref":"#/definitions/policy-limit-concurrency"},"cors":{"$ref":"#/definitions/policy-cors"},"forward-request":{"$ref":"#/definitions/policy-forward-request"},"retry":{"$ref":"#/definitions/policy-retry"},"on-error":{"$ref":"#/definitions/policy-on-error"}},"additionalProperties":false,"minProperties":1,"maxProperties":1},"policy-get-authorization-context":{"type":"object","additionalProperties":false,"required":["connection"],"properties":{"connection":{"type":"string"},"identityType":{"type":"string","enum":["jwt","managed"]},"as":{"type":"string","pattern":"^[a-z][A-Za-z0-9]*$"},"ignoreError":{"type":"boolean"}}},"policy-set-header":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["values"],"properties":{"values":{"type":"array","items":{"type":"string"},"minItems":1},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["existsAction"],"properties":{"existsAction":{"const":"delete"}}}]}},"policy-set-query-parameter":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[^\\p{Cc}]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["values"],"properties":{"values":{"type":"array","items":{"type":"string"},"minItems":1},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["existsAction"],"properties":{"existsAction":{"const":"delete"}}}]}},"policy-rewrite-uri":{"type":"object","additionalProperties":false,"required":["template"],"properties":{"template":{"type":"string","pattern":"^/[^?#]*$"},"copyUnmatchedParams":{"type":"boolean"}}},"policy-set-method":{"type":"object","additionalProperties":false,"required":["method"],"properties":{"method":{"type":"string","enum":["GET","POST","PUT","PATCH","DELETE","OPTIONS"]}}},"policy-validate-jwt":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"issuers":{"type":"array","minItems":1,"items":{"type":"string"}},"audiences":{"type":"array","minItems":1,"items":{"type":"string"}},"requiredClaims":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string"},"match":{"type":"string","enum":["all","any"]},"separator":{"type":"string"},"values":{"type":"array","minItems":1,"items":{"type":"string"}}}}},"failedValidationHttpCode":{"type":"integer","minimum":400,"maximum":499},"failedValidationErrorMessage":{"type":"string","pattern":"^[\\x20-\\x7e]+$"}}},"policy-check-header":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"values":{"type":"array","minItems":1,"items":{"type":"string"}},"ignoreCase":{"type":"boolean"},"failedCheckHttpCode":{"type":"integer","minimum":400,"maximum":499},"failedCheckErrorMessage":{"type":"string"}}},"policy-ip-filter":{"type":"object","additionalProperties":false,"required":["action","addresses"],"properties":{"action":{"type":"string","enum":["allow","forbid"]},"addresses":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$"}}}},"policy-return-response":{"type":"object","additionalProperties":false,"properties":{"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"type":"string"}},"body":{"type":"string"}}},"policy-set-variable":{"type":"object","additionalProperties":false,"required":["name","value"],"properties":{"name":{"type":"string","pattern":"^[a-z][A-Za-z0-9]*$"},"value":{"type":"string"}}},"policy-choose":{"type":"object","additionalProperties":false,"required":["when"],"properties":{"when":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["condition","policies"],"properties":{"condition":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"methods":{"type":"array","minItems":1,"items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]}},"path":{"type":"string","pattern":"^/"},"headers":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}},"variables":{"type":"object","minProperties":1,"additionalProperties":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}},"lastError":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"source":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]},"reason":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}}}}},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}}}}},"otherwise":{"type":"array","items":{"$ref":"#/definitions/policy"}}}},"policy-rate-limit":{"type":"object","additionalProperties":false,"required":["calls","renewalPeriod"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":300},"remainingCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"totalCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}}},"policy-rate-limit-by-key":{"type":"object","additionalProperties":false,"required":["calls","renewalPeriod","counterKey"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":300},"counterKey":{"type":"string"},"remainingCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"totalCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}}},"policy-quota-by-key":{"type":"object","additionalProperties":false,"required":["calls","renewalPeriod","counterKey"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":31536000},"counterKey":{"type":"string"}}},"policy-limit-concurrency":{"type":"object","additionalProperties":false,"required":["maxCount"],"properties":{"key":{"type":"string"},"maxCount":{"type":"integer","minimum":1,"maximum":1000000}}},"policy-cors":{"type":"object","additionalProperties":false,"required":["allowedOrigins"],"properties":{"allowedOrigins":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^(?:\\*|https?://[^/]+)$"}},"allowedMethods":{"type":"array","minItems":1,"items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]}},"allowedHeaders":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"exposeHeaders":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"preflightResultMaxAge":{"type":"integer","minimum":0,"maximum":86400},"terminateUnmatchedRequest":{"type":"boolean"}}},"policy-forward-request":{"type":"object","additionalProperties":false,"required":["timeout"],"properties":{"timeout":{"type":"integer","minimum":1,"maximum":86400}}},"policy-retry":{"type":"object","additionalProperties":false,"required":["count"],"properties":{"count":{"type":"integer","minimum":1,"maximum":10},"interval":{"type":"integer","minimum":0,"maximum":60},"maxInterval":{"type":"integer","minimum":0,"maximum":60}}},"policy-on-error":{"type":"object","additionalProperties":false,"required":["policies"],"properties":{"policies":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/policy"}}}}}};
const schema104 = {"type":"object","required":["from","to"],"properties":{"from":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},"to":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema105 = {"type":"object","required":["from"],"properties":{"from":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},"revoke":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^x-", "u");
const pattern1 = new RegExp("^[^/\\\\]", "u");
const pattern2 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern12 = new RegExp("^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)", "u");
const pattern251 = new RegExp("^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}$", "u");
const pattern293 = new RegExp("^(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}/(?:(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}|[a-z][a-z0-9-]{0,62}/\\{[A-Za-z_][A-Za-z0-9_]*\\})$", "u");
const pattern355 = new RegExp("^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema12 = {"type":"object","properties":{"publicUrl":{"type":"string","pattern":"^\\S+$"},"listen":{"type":"string","pattern":"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},"admin":{"$ref":"#/definitions/admin"},"timeouts":{"$ref":"#/definitions/timeouts"},"forwardAuth":{"$ref":"#/definitions/forwardAuth"},"webhooks":{"type":"object","patternProperties":{"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)":{"$ref":"#/definitions/webhook"}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema20 = {"type":"object","properties":{"connect":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"headers":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"body":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern5 = new RegExp("^\\S+$", "u");
const pattern6 = new RegExp("^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)", "u");
const pattern31 = new RegExp("^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema13 = {"type":"object","properties":{"listen":{"type":"string","pattern":"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},"roles":{"$ref":"#/definitions/roles"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema14 = {"type":"object","properties":{"operator":{"type":"array","items":{"$ref":"#/definitions/principal"}},"viewer":{"type":"array","items":{"$ref":"#/definitions/principal"}}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema15 = {"type":["object","string"],"properties":{"servicePrincipal":{"$ref":"#/definitions/servicePrincipal"},"user":{"$ref":"#/definitions/user"},"group":{"$ref":"#/definitions/group"},"managedIdentity":{"type":"string","const":"gateway"},"claims":{"$ref":"#/definitions/claimsPrincipal"},"apiKey":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"additionalProperties":false,"minProperties":1,"maxProperties":1,"pattern":"^owner$"};
const schema16 = {"type":"object","required":["identity","objectId"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"},"appIds":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema17 = {"type":"object","required":["identity"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"},"subject":{"type":"string","pattern":"\\S"},"appIds":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema18 = {"type":"object","required":["identity","objectId"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"tenantId":{"type":"string","pattern":"^\\S+$"},"objectId":{"type":"string","pattern":"^\\S+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema19 = {"type":"object","required":["identity"],"properties":{"identity":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^(?!identity$|__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false};
const pattern10 = new RegExp("^owner$", "u");
const pattern20 = new RegExp("\\S", "u");
const pattern26 = new RegExp("^(?!identity$|__proto__$)[^\\s\"]+$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema15.type},message:"must be object,string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern10.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^owner$"},message:"must match pattern \""+"^owner$"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
const err2 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Object.keys(data).length < 1){
const err3 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "servicePrincipal") || (key0 === "user")) || (key0 === "group")) || (key0 === "managedIdentity")) || (key0 === "claims")) || (key0 === "apiKey"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.servicePrincipal !== undefined){
let data0 = data.servicePrincipal;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.identity === undefined){
const err5 = {instancePath:instancePath+"/servicePrincipal",schemaPath:"#/definitions/servicePrincipal/required",keyword:"required",params:{missingProperty: "identity"},message:"must have required property '"+"identity"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.objectId === undefined){
const err6 = {instancePath:instancePath+"/servicePrincipal",schemaPath:"#/definitions/servicePrincipal/required",keyword:"required",params:{missingProperty: "objectId"},message:"must have required property '"+"objectId"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data0){
if(!(((((key1 === "identity") || (key1 === "tenantId")) || (key1 === "objectId")) || (key1 === "appIds")) || (pattern0.test(key1)))){
const err7 = {instancePath:instancePath+"/servicePrincipal",schemaPath:"#/definitions/servicePrincipal/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.identity !== undefined){
let data1 = data0.identity;
if(typeof data1 === "string"){
if(!pattern12.test(data1)){
const err8 = {instancePath:instancePath+"/servicePrincipal/identity",schemaPath:"#/definitions/servicePrincipal/properties/identity/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/servicePrincipal/identity",schemaPath:"#/definitions/servicePrincipal/properties/identity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.tenantId !== undefined){
let data2 = data0.tenantId;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err10 = {instancePath:instancePath+"/servicePrincipal/tenantId",schemaPath:"#/definitions/servicePrincipal/properties/tenantId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/servicePrincipal/tenantId",schemaPath:"#/definitions/servicePrincipal/properties/tenantId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.objectId !== undefined){
let data3 = data0.objectId;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err12 = {instancePath:instancePath+"/servicePrincipal/objectId",schemaPath:"#/definitions/servicePrincipal/properties/objectId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/servicePrincipal/objectId",schemaPath:"#/definitions/servicePrincipal/properties/objectId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.appIds !== undefined){
let data4 = data0.appIds;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err14 = {instancePath:instancePath+"/servicePrincipal/appIds/" + i0,schemaPath:"#/definitions/servicePrincipal/properties/appIds/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/servicePrincipal/appIds/" + i0,schemaPath:"#/definitions/servicePrincipal/properties/appIds/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/servicePrincipal/appIds",schemaPath:"#/definitions/servicePrincipal/properties/appIds/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/servicePrincipal",schemaPath:"#/definitions/servicePrincipal/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.user !== undefined){
let data6 = data.user;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.identity === undefined){
const err18 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/required",keyword:"required",params:{missingProperty: "identity"},message:"must have required property '"+"identity"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key2 in data6){
if(!((((((key2 === "identity") || (key2 === "tenantId")) || (key2 === "objectId")) || (key2 === "subject")) || (key2 === "appIds")) || (pattern0.test(key2)))){
const err19 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data6.identity !== undefined){
let data7 = data6.identity;
if(typeof data7 === "string"){
if(!pattern12.test(data7)){
const err20 = {instancePath:instancePath+"/user/identity",schemaPath:"#/definitions/user/properties/identity/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/user/identity",schemaPath:"#/definitions/user/properties/identity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.tenantId !== undefined){
let data8 = data6.tenantId;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err22 = {instancePath:instancePath+"/user/tenantId",schemaPath:"#/definitions/user/properties/tenantId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/user/tenantId",schemaPath:"#/definitions/user/properties/tenantId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data6.objectId !== undefined){
let data9 = data6.objectId;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err24 = {instancePath:instancePath+"/user/objectId",schemaPath:"#/definitions/user/properties/objectId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/user/objectId",schemaPath:"#/definitions/user/properties/objectId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.subject !== undefined){
let data10 = data6.subject;
if(typeof data10 === "string"){
if(!pattern20.test(data10)){
const err26 = {instancePath:instancePath+"/user/subject",schemaPath:"#/definitions/user/properties/subject/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/user/subject",schemaPath:"#/definitions/user/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.appIds !== undefined){
let data11 = data6.appIds;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err28 = {instancePath:instancePath+"/user/appIds/" + i1,schemaPath:"#/definitions/user/properties/appIds/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/user/appIds/" + i1,schemaPath:"#/definitions/user/properties/appIds/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/user/appIds",schemaPath:"#/definitions/user/properties/appIds/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.group !== undefined){
let data13 = data.group;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.identity === undefined){
const err32 = {instancePath:instancePath+"/group",schemaPath:"#/definitions/group/required",keyword:"required",params:{missingProperty: "identity"},message:"must have required property '"+"identity"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data13.objectId === undefined){
const err33 = {instancePath:instancePath+"/group",schemaPath:"#/definitions/group/required",keyword:"required",params:{missingProperty: "objectId"},message:"must have required property '"+"objectId"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
for(const key3 in data13){
if(!((((key3 === "identity") || (key3 === "tenantId")) || (key3 === "objectId")) || (pattern0.test(key3)))){
const err34 = {instancePath:instancePath+"/group",schemaPath:"#/definitions/group/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data13.identity !== undefined){
let data14 = data13.identity;
if(typeof data14 === "string"){
if(!pattern12.test(data14)){
const err35 = {instancePath:instancePath+"/group/identity",schemaPath:"#/definitions/group/properties/identity/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/group/identity",schemaPath:"#/definitions/group/properties/identity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data13.tenantId !== undefined){
let data15 = data13.tenantId;
if(typeof data15 === "string"){
if(!pattern5.test(data15)){
const err37 = {instancePath:instancePath+"/group/tenantId",schemaPath:"#/definitions/group/properties/tenantId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/group/tenantId",schemaPath:"#/definitions/group/properties/tenantId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data13.objectId !== undefined){
let data16 = data13.objectId;
if(typeof data16 === "string"){
if(!pattern5.test(data16)){
const err39 = {instancePath:instancePath+"/group/objectId",schemaPath:"#/definitions/group/properties/objectId/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/group/objectId",schemaPath:"#/definitions/group/properties/objectId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/group",schemaPath:"#/definitions/group/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.managedIdentity !== undefined){
let data17 = data.managedIdentity;
if(typeof data17 !== "string"){
const err42 = {instancePath:instancePath+"/managedIdentity",schemaPath:"#/properties/managedIdentity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if("gateway" !== data17){
const err43 = {instancePath:instancePath+"/managedIdentity",schemaPath:"#/properties/managedIdentity/const",keyword:"const",params:{allowedValue: "gateway"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.claims !== undefined){
let data18 = data.claims;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.identity === undefined){
const err44 = {instancePath:instancePath+"/claims",schemaPath:"#/definitions/claimsPrincipal/required",keyword:"required",params:{missingProperty: "identity"},message:"must have required property '"+"identity"+"'"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key4 in data18){
if(!((key4 === "identity") || (pattern26.test(key4)))){
const err45 = {instancePath:instancePath+"/claims",schemaPath:"#/definitions/claimsPrincipal/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data18.identity !== undefined){
let data19 = data18.identity;
if(typeof data19 === "string"){
if(!pattern12.test(data19)){
const err46 = {instancePath:instancePath+"/claims/identity",schemaPath:"#/definitions/claimsPrincipal/properties/identity/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/claims/identity",schemaPath:"#/definitions/claimsPrincipal/properties/identity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
for(const key5 in data18){
if(pattern26.test(key5)){
if(typeof data18[key5] !== "string"){
const err48 = {instancePath:instancePath+"/claims/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/claimsPrincipal/patternProperties/%5E(%3F!identity%24%7C__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
else {
const err49 = {instancePath:instancePath+"/claims",schemaPath:"#/definitions/claimsPrincipal/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.apiKey !== undefined){
let data21 = data.apiKey;
if(typeof data21 === "string"){
if(!pattern12.test(data21)){
const err50 = {instancePath:instancePath+"/apiKey",schemaPath:"#/properties/apiKey/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/apiKey",schemaPath:"#/properties/apiKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
validate14.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "operator") || (key0 === "viewer")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.operator !== undefined){
let data0 = data.operator;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate14(data0[i0], {instancePath:instancePath+"/operator/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate14.errors : appended(vErrors, validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath:instancePath+"/operator",schemaPath:"#/properties/operator/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.viewer !== undefined){
let data2 = data.viewer;
if(Array.isArray(data2)){
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate14(data2[i1], {instancePath:instancePath+"/viewer/" + i1,parentData:data2,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate14.errors : appended(vErrors, validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/viewer",schemaPath:"#/properties/viewer/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}


function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "listen") || (key0 === "roles")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.listen !== undefined){
let data0 = data.listen;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err1 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/pattern",keyword:"pattern",params:{pattern: "^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.roles !== undefined){
if(!(validate13(data.roles, {instancePath:instancePath+"/roles",parentData:data,parentDataProperty:"roles",rootData}))){
vErrors = vErrors === null ? validate13.errors : appended(vErrors, validate13.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

const schema21 = {"type":"object","required":["secret"],"properties":{"secret":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema22 = {"type":"object","properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","pattern":"\\S"},"exec":{"type":"array","items":{"type":"string","pattern":"\\S"},"minItems":1},"execEnv":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"sealed":{"type":"string","pattern":"^cms1:"},"rotatedAt":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}},"additionalProperties":false,"minProperties":1};
const pattern39 = new RegExp("^cms1:", "u");
const pattern40 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "u");

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.secret === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "secret") || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.secret !== undefined){
let data0 = data.secret;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err2 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err3 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.env !== undefined){
let data1 = data0.env;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err4 = {instancePath:instancePath+"/secret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/secret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err6 = {instancePath:instancePath+"/secret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/secret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.exec !== undefined){
let data3 = data0.exec;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/secret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err9 = {instancePath:instancePath+"/secret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/secret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/secret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.execEnv !== undefined){
let data5 = data0.execEnv;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err12 = {instancePath:instancePath+"/secret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/secret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/secret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.sealed !== undefined){
let data7 = data0.sealed;
if(typeof data7 === "string"){
if(!pattern39.test(data7)){
const err15 = {instancePath:instancePath+"/secret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/secret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.rotatedAt !== undefined){
let data8 = data0.rotatedAt;
if(typeof data8 === "string"){
if(!pattern40.test(data8)){
const err17 = {instancePath:instancePath+"/secret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/secret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema23 = {"type":"object","required":["url","secret"],"properties":{"url":{"type":"string","pattern":"^\\S+$"},"secret":{"allOf":[{"$ref":"#/definitions/secret"}]},"events":{"type":"array","items":{"type":"string","enum":["connected","refreshed","failing","recovered","dead","expiring"]},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.secret === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "url") || (key0 === "secret")) || (key0 === "events")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err3 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.secret !== undefined){
let data1 = data.secret;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err5 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data1){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err6 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.env !== undefined){
let data2 = data1.env;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err7 = {instancePath:instancePath+"/secret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/secret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.file !== undefined){
let data3 = data1.file;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err9 = {instancePath:instancePath+"/secret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/secret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.exec !== undefined){
let data4 = data1.exec;
if(Array.isArray(data4)){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/secret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err12 = {instancePath:instancePath+"/secret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/secret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/secret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.execEnv !== undefined){
let data6 = data1.execEnv;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err15 = {instancePath:instancePath+"/secret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/secret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/secret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.sealed !== undefined){
let data8 = data1.sealed;
if(typeof data8 === "string"){
if(!pattern39.test(data8)){
const err18 = {instancePath:instancePath+"/secret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/secret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.rotatedAt !== undefined){
let data9 = data1.rotatedAt;
if(typeof data9 === "string"){
if(!pattern40.test(data9)){
const err20 = {instancePath:instancePath+"/secret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/secret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/secret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.events !== undefined){
let data10 = data.events;
if(Array.isArray(data10)){
if(data10.length < 1){
const err23 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
let data11 = data10[i2];
if(typeof data11 !== "string"){
const err24 = {instancePath:instancePath+"/events/" + i2,schemaPath:"#/properties/events/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!((((((data11 === "connected") || (data11 === "refreshed")) || (data11 === "failing")) || (data11 === "recovered")) || (data11 === "dead")) || (data11 === "expiring"))){
const err25 = {instancePath:instancePath+"/events/" + i2,schemaPath:"#/properties/events/items/enum",keyword:"enum",params:{allowedValues: schema23.properties.events.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "publicUrl") || (key0 === "listen")) || (key0 === "admin")) || (key0 === "timeouts")) || (key0 === "forwardAuth")) || (key0 === "webhooks")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.publicUrl !== undefined){
let data0 = data.publicUrl;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err1 = {instancePath:instancePath+"/publicUrl",schemaPath:"#/properties/publicUrl/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/publicUrl",schemaPath:"#/properties/publicUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.listen !== undefined){
let data1 = data.listen;
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
const err3 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/pattern",keyword:"pattern",params:{pattern: "^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.admin !== undefined){
if(!(validate12(data.admin, {instancePath:instancePath+"/admin",parentData:data,parentDataProperty:"admin",rootData}))){
vErrors = vErrors === null ? validate12.errors : appended(vErrors, validate12.errors);
errors = vErrors.length;
}
}
if(data.timeouts !== undefined){
let data3 = data.timeouts;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((((key1 === "connect") || (key1 === "headers")) || (key1 === "body")) || (pattern0.test(key1)))){
const err5 = {instancePath:instancePath+"/timeouts",schemaPath:"#/definitions/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.connect !== undefined){
let data4 = data3.connect;
if(typeof data4 === "string"){
if(!pattern31.test(data4)){
const err6 = {instancePath:instancePath+"/timeouts/connect",schemaPath:"#/definitions/timeouts/properties/connect/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/timeouts/connect",schemaPath:"#/definitions/timeouts/properties/connect/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.headers !== undefined){
let data5 = data3.headers;
if(typeof data5 === "string"){
if(!pattern31.test(data5)){
const err8 = {instancePath:instancePath+"/timeouts/headers",schemaPath:"#/definitions/timeouts/properties/headers/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/timeouts/headers",schemaPath:"#/definitions/timeouts/properties/headers/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.body !== undefined){
let data6 = data3.body;
if(typeof data6 === "string"){
if(!pattern31.test(data6)){
const err10 = {instancePath:instancePath+"/timeouts/body",schemaPath:"#/definitions/timeouts/properties/body/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/timeouts/body",schemaPath:"#/definitions/timeouts/properties/body/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/timeouts",schemaPath:"#/definitions/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.forwardAuth !== undefined){
if(!(validate19(data.forwardAuth, {instancePath:instancePath+"/forwardAuth",parentData:data,parentDataProperty:"forwardAuth",rootData}))){
vErrors = vErrors === null ? validate19.errors : appended(vErrors, validate19.errors);
errors = vErrors.length;
}
}
if(data.webhooks !== undefined){
let data8 = data.webhooks;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 in data8){
if(!(pattern12.test(key2))){
const err13 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
for(const key3 in data8){
if(pattern12.test(key3)){
if(!(validate21(data8[key3], {instancePath:instancePath+"/webhooks/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate21.errors : appended(vErrors, validate21.errors);
errors = vErrors.length;
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema25 = {"type":"object","properties":{"provider":{"$ref":"#/definitions/providerDefaults"},"connection":{"$ref":"#/definitions/connectionDefaults"},"accessPolicy":{"$ref":"#/definitions/accessPolicyDefaults"},"route":{"$ref":"#/definitions/routeDefaults"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema26 = {"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"template":{"type":"string","enum":["entra","generic","github","google"]},"issuer":{"type":"string","pattern":"^\\S+$"},"endpoints":{"$ref":"#/definitions/endpoints"},"grant":{"type":"string","enum":["authorizationCode","clientCredentials","deviceCode","jwtBearer","tokenExchange","static"]},"clientId":{"type":"string","pattern":"\\S"},"registration":{"$ref":"#/definitions/registration"},"clientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"clientAuth":{"$ref":"#/definitions/clientAuth"},"assertion":{"$ref":"#/definitions/assertion"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"audience":{"type":"string","pattern":"\\S"},"resource":{"type":"string","pattern":"\\S"},"authorizationParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"tokenParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"parameters":{"type":"object","properties":{"tenant":{"type":"string"}},"additionalProperties":{"type":"string"}},"apiHosts":{"type":"array","items":{"type":"string","pattern":"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"}},"pkce":{"enum":["S256"]},"refresh":{"$ref":"#/definitions/refresh"}}};
const schema27 = {"type":"object","properties":{"authorization":{"type":"string","pattern":"^\\S+$"},"token":{"type":"string","pattern":"^\\S+$"},"revocation":{"type":"string","pattern":"^\\S+$"},"introspection":{"type":"string","pattern":"^\\S+$"},"userinfo":{"type":"string","pattern":"^\\S+$"},"pushedAuthorizationRequest":{"type":"string","pattern":"^\\S+$"},"deviceAuthorization":{"type":"string","pattern":"^\\S+$"},"registration":{"type":"string","pattern":"^\\S+$"},"jwks":{"type":"string","pattern":"^\\S+$"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema42 = {"type":"object","properties":{"margin":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"defaultLifetime":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"grantLifetime":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"keepAlive":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"ratePerSecond":{"type":"number"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern129 = new RegExp("^[!#-\\[\\]-~]+$", "u");
const pattern132 = new RegExp("^(?!__proto__$)[^\\s\"]+$", "u");
const pattern136 = new RegExp("^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema28 = {"type":"object","properties":{"clientName":{"type":"string","pattern":"\\S"},"initialAccessToken":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "clientName") || (key0 === "initialAccessToken")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.clientName !== undefined){
let data0 = data.clientName;
if(typeof data0 === "string"){
if(!pattern20.test(data0)){
const err1 = {instancePath:instancePath+"/clientName",schemaPath:"#/properties/clientName/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/clientName",schemaPath:"#/properties/clientName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.initialAccessToken !== undefined){
let data1 = data.initialAccessToken;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err3 = {instancePath:instancePath+"/initialAccessToken",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data1){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err4 = {instancePath:instancePath+"/initialAccessToken",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.env !== undefined){
let data2 = data1.env;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err5 = {instancePath:instancePath+"/initialAccessToken/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/initialAccessToken/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.file !== undefined){
let data3 = data1.file;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err7 = {instancePath:instancePath+"/initialAccessToken/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/initialAccessToken/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.exec !== undefined){
let data4 = data1.exec;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/initialAccessToken/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err10 = {instancePath:instancePath+"/initialAccessToken/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/initialAccessToken/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/initialAccessToken/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.execEnv !== undefined){
let data6 = data1.execEnv;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err13 = {instancePath:instancePath+"/initialAccessToken/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/initialAccessToken/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/initialAccessToken/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.sealed !== undefined){
let data8 = data1.sealed;
if(typeof data8 === "string"){
if(!pattern39.test(data8)){
const err16 = {instancePath:instancePath+"/initialAccessToken/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/initialAccessToken/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.rotatedAt !== undefined){
let data9 = data1.rotatedAt;
if(typeof data9 === "string"){
if(!pattern40.test(data9)){
const err18 = {instancePath:instancePath+"/initialAccessToken/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/initialAccessToken/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/initialAccessToken",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

const schema32 = {"type":["object","string"],"properties":{"privateKeyJwt":{"$ref":"#/definitions/privateKeyJwt"},"tls":{"$ref":"#/definitions/clientTls"}},"additionalProperties":false,"minProperties":1,"maxProperties":1,"anyOf":[{"type":"object"},{"type":"string","enum":["clientSecretBasic","clientSecretPost","clientSecretJwt","none"]}]};
const schema33 = {"type":"object","required":["key","alg"],"properties":{"key":{"allOf":[{"$ref":"#/definitions/secret"}]},"alg":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"kid":{"type":"string","pattern":"\\S"},"certificate":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.alg === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "alg"},message:"must have required property '"+"alg"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "key") || (key0 === "alg")) || (key0 === "kid")) || (key0 === "certificate")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err3 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err4 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.env !== undefined){
let data1 = data0.env;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err5 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err7 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.exec !== undefined){
let data3 = data0.exec;
if(Array.isArray(data3)){
if(data3.length < 1){
const err9 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err10 = {instancePath:instancePath+"/key/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/key/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.execEnv !== undefined){
let data5 = data0.execEnv;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err13 = {instancePath:instancePath+"/key/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/key/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/key/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.sealed !== undefined){
let data7 = data0.sealed;
if(typeof data7 === "string"){
if(!pattern39.test(data7)){
const err16 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data0.rotatedAt !== undefined){
let data8 = data0.rotatedAt;
if(typeof data8 === "string"){
if(!pattern40.test(data8)){
const err18 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.alg !== undefined){
let data9 = data.alg;
if(typeof data9 !== "string"){
const err21 = {instancePath:instancePath+"/alg",schemaPath:"#/properties/alg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!((((((((((data9 === "RS256") || (data9 === "RS384")) || (data9 === "RS512")) || (data9 === "PS256")) || (data9 === "PS384")) || (data9 === "PS512")) || (data9 === "ES256")) || (data9 === "ES384")) || (data9 === "ES512")) || (data9 === "EdDSA"))){
const err22 = {instancePath:instancePath+"/alg",schemaPath:"#/properties/alg/enum",keyword:"enum",params:{allowedValues: schema33.properties.alg.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.kid !== undefined){
let data10 = data.kid;
if(typeof data10 === "string"){
if(!pattern20.test(data10)){
const err23 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.certificate !== undefined){
let data11 = data.certificate;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length < 1){
const err25 = {instancePath:instancePath+"/certificate",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key2 in data11){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err26 = {instancePath:instancePath+"/certificate",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.env !== undefined){
let data12 = data11.env;
if(typeof data12 === "string"){
if(!pattern2.test(data12)){
const err27 = {instancePath:instancePath+"/certificate/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/certificate/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data11.file !== undefined){
let data13 = data11.file;
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err29 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data11.exec !== undefined){
let data14 = data11.exec;
if(Array.isArray(data14)){
if(data14.length < 1){
const err31 = {instancePath:instancePath+"/certificate/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(typeof data15 === "string"){
if(!pattern20.test(data15)){
const err32 = {instancePath:instancePath+"/certificate/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/certificate/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/certificate/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data11.execEnv !== undefined){
let data16 = data11.execEnv;
if(Array.isArray(data16)){
const len3 = data16.length;
for(let i3=0; i3<len3; i3++){
let data17 = data16[i3];
if(typeof data17 === "string"){
if(!pattern2.test(data17)){
const err35 = {instancePath:instancePath+"/certificate/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/certificate/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/certificate/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data11.sealed !== undefined){
let data18 = data11.sealed;
if(typeof data18 === "string"){
if(!pattern39.test(data18)){
const err38 = {instancePath:instancePath+"/certificate/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/certificate/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data11.rotatedAt !== undefined){
let data19 = data11.rotatedAt;
if(typeof data19 === "string"){
if(!pattern40.test(data19)){
const err40 = {instancePath:instancePath+"/certificate/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/certificate/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/certificate",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema36 = {"type":"object","required":["cert","key"],"properties":{"cert":{"allOf":[{"$ref":"#/definitions/secret"}]},"key":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cert === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cert"},message:"must have required property '"+"cert"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.key === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "cert") || (key0 === "key")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.cert !== undefined){
let data0 = data.cert;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err3 = {instancePath:instancePath+"/cert",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err4 = {instancePath:instancePath+"/cert",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.env !== undefined){
let data1 = data0.env;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err5 = {instancePath:instancePath+"/cert/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/cert/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err7 = {instancePath:instancePath+"/cert/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/cert/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.exec !== undefined){
let data3 = data0.exec;
if(Array.isArray(data3)){
if(data3.length < 1){
const err9 = {instancePath:instancePath+"/cert/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err10 = {instancePath:instancePath+"/cert/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/cert/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/cert/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.execEnv !== undefined){
let data5 = data0.execEnv;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err13 = {instancePath:instancePath+"/cert/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/cert/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/cert/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.sealed !== undefined){
let data7 = data0.sealed;
if(typeof data7 === "string"){
if(!pattern39.test(data7)){
const err16 = {instancePath:instancePath+"/cert/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/cert/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data0.rotatedAt !== undefined){
let data8 = data0.rotatedAt;
if(typeof data8 === "string"){
if(!pattern40.test(data8)){
const err18 = {instancePath:instancePath+"/cert/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/cert/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/cert",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.key !== undefined){
let data9 = data.key;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
const err21 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key2 in data9){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err22 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data9.env !== undefined){
let data10 = data9.env;
if(typeof data10 === "string"){
if(!pattern2.test(data10)){
const err23 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.file !== undefined){
let data11 = data9.file;
if(typeof data11 === "string"){
if(!pattern20.test(data11)){
const err25 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.exec !== undefined){
let data12 = data9.exec;
if(Array.isArray(data12)){
if(data12.length < 1){
const err27 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err28 = {instancePath:instancePath+"/key/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/key/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data9.execEnv !== undefined){
let data14 = data9.execEnv;
if(Array.isArray(data14)){
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(!pattern2.test(data15)){
const err31 = {instancePath:instancePath+"/key/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/key/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/key/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.sealed !== undefined){
let data16 = data9.sealed;
if(typeof data16 === "string"){
if(!pattern39.test(data16)){
const err34 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data9.rotatedAt !== undefined){
let data17 = data9.rotatedAt;
if(typeof data17 === "string"){
if(!pattern40.test(data17)){
const err36 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema32.type},message:"must be object,string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err1 = {instancePath,schemaPath:"#/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs4 = errors;
if(typeof data !== "string"){
const err2 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((((data === "clientSecretBasic") || (data === "clientSecretPost")) || (data === "clientSecretJwt")) || (data === "none"))){
const err3 = {instancePath,schemaPath:"#/anyOf/1/enum",keyword:"enum",params:{allowedValues: schema32.anyOf[1].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err4 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
const err5 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(Object.keys(data).length < 1){
const err6 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "privateKeyJwt") || (key0 === "tls"))){
const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.privateKeyJwt !== undefined){
if(!(validate29(data.privateKeyJwt, {instancePath:instancePath+"/privateKeyJwt",parentData:data,parentDataProperty:"privateKeyJwt",rootData}))){
vErrors = vErrors === null ? validate29.errors : appended(vErrors, validate29.errors);
errors = vErrors.length;
}
}
if(data.tls !== undefined){
if(!(validate31(data.tls, {instancePath:instancePath+"/tls",parentData:data,parentDataProperty:"tls",rootData}))){
vErrors = vErrors === null ? validate31.errors : appended(vErrors, validate31.errors);
errors = vErrors.length;
}
}
}
validate28.errors = vErrors;
return errors === 0;
}

const schema39 = {"type":"object","minProperties":1,"properties":{"serviceAccount":{"allOf":[{"$ref":"#/definitions/secret"}]},"key":{"allOf":[{"$ref":"#/definitions/secret"}]},"alg":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"kid":{"type":"string","pattern":"\\S"},"issuer":{"type":"string","pattern":"\\S"},"subject":{"type":"string","pattern":"\\S"},"audience":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "serviceAccount") || (key0 === "key")) || (key0 === "alg")) || (key0 === "kid")) || (key0 === "issuer")) || (key0 === "subject")) || (key0 === "audience")) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.serviceAccount !== undefined){
let data0 = data.serviceAccount;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err2 = {instancePath:instancePath+"/serviceAccount",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err3 = {instancePath:instancePath+"/serviceAccount",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.env !== undefined){
let data1 = data0.env;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err4 = {instancePath:instancePath+"/serviceAccount/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/serviceAccount/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err6 = {instancePath:instancePath+"/serviceAccount/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/serviceAccount/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.exec !== undefined){
let data3 = data0.exec;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/serviceAccount/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err9 = {instancePath:instancePath+"/serviceAccount/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/serviceAccount/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/serviceAccount/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.execEnv !== undefined){
let data5 = data0.execEnv;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err12 = {instancePath:instancePath+"/serviceAccount/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/serviceAccount/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/serviceAccount/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.sealed !== undefined){
let data7 = data0.sealed;
if(typeof data7 === "string"){
if(!pattern39.test(data7)){
const err15 = {instancePath:instancePath+"/serviceAccount/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/serviceAccount/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.rotatedAt !== undefined){
let data8 = data0.rotatedAt;
if(typeof data8 === "string"){
if(!pattern40.test(data8)){
const err17 = {instancePath:instancePath+"/serviceAccount/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/serviceAccount/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/serviceAccount",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.key !== undefined){
let data9 = data.key;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
const err20 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key2 in data9){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err21 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data9.env !== undefined){
let data10 = data9.env;
if(typeof data10 === "string"){
if(!pattern2.test(data10)){
const err22 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/key/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.file !== undefined){
let data11 = data9.file;
if(typeof data11 === "string"){
if(!pattern20.test(data11)){
const err24 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/key/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data9.exec !== undefined){
let data12 = data9.exec;
if(Array.isArray(data12)){
if(data12.length < 1){
const err26 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err27 = {instancePath:instancePath+"/key/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/key/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/key/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.execEnv !== undefined){
let data14 = data9.execEnv;
if(Array.isArray(data14)){
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(!pattern2.test(data15)){
const err30 = {instancePath:instancePath+"/key/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/key/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/key/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data9.sealed !== undefined){
let data16 = data9.sealed;
if(typeof data16 === "string"){
if(!pattern39.test(data16)){
const err33 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/key/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data9.rotatedAt !== undefined){
let data17 = data9.rotatedAt;
if(typeof data17 === "string"){
if(!pattern40.test(data17)){
const err35 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/key/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.alg !== undefined){
let data18 = data.alg;
if(typeof data18 !== "string"){
const err38 = {instancePath:instancePath+"/alg",schemaPath:"#/properties/alg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((((((((((data18 === "RS256") || (data18 === "RS384")) || (data18 === "RS512")) || (data18 === "PS256")) || (data18 === "PS384")) || (data18 === "PS512")) || (data18 === "ES256")) || (data18 === "ES384")) || (data18 === "ES512")) || (data18 === "EdDSA"))){
const err39 = {instancePath:instancePath+"/alg",schemaPath:"#/properties/alg/enum",keyword:"enum",params:{allowedValues: schema39.properties.alg.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.kid !== undefined){
let data19 = data.kid;
if(typeof data19 === "string"){
if(!pattern20.test(data19)){
const err40 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.issuer !== undefined){
let data20 = data.issuer;
if(typeof data20 === "string"){
if(!pattern20.test(data20)){
const err42 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.subject !== undefined){
let data21 = data.subject;
if(typeof data21 === "string"){
if(!pattern20.test(data21)){
const err44 = {instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.audience !== undefined){
let data22 = data.audience;
if(typeof data22 === "string"){
if(!pattern20.test(data22)){
const err46 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema26.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.template !== undefined){
let data0 = data.template;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((((data0 === "entra") || (data0 === "generic")) || (data0 === "github")) || (data0 === "google"))){
const err2 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/enum",keyword:"enum",params:{allowedValues: schema26.properties.template.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.issuer !== undefined){
let data1 = data.issuer;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err3 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.endpoints !== undefined){
let data2 = data.endpoints;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((func2.call(schema27.properties, key1)) || (pattern0.test(key1)))){
const err5 = {instancePath:instancePath+"/endpoints",schemaPath:"#/definitions/endpoints/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.authorization !== undefined){
let data3 = data2.authorization;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err6 = {instancePath:instancePath+"/endpoints/authorization",schemaPath:"#/definitions/endpoints/properties/authorization/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/endpoints/authorization",schemaPath:"#/definitions/endpoints/properties/authorization/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.token !== undefined){
let data4 = data2.token;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err8 = {instancePath:instancePath+"/endpoints/token",schemaPath:"#/definitions/endpoints/properties/token/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/endpoints/token",schemaPath:"#/definitions/endpoints/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.revocation !== undefined){
let data5 = data2.revocation;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err10 = {instancePath:instancePath+"/endpoints/revocation",schemaPath:"#/definitions/endpoints/properties/revocation/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/endpoints/revocation",schemaPath:"#/definitions/endpoints/properties/revocation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.introspection !== undefined){
let data6 = data2.introspection;
if(typeof data6 === "string"){
if(!pattern5.test(data6)){
const err12 = {instancePath:instancePath+"/endpoints/introspection",schemaPath:"#/definitions/endpoints/properties/introspection/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/endpoints/introspection",schemaPath:"#/definitions/endpoints/properties/introspection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.userinfo !== undefined){
let data7 = data2.userinfo;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err14 = {instancePath:instancePath+"/endpoints/userinfo",schemaPath:"#/definitions/endpoints/properties/userinfo/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/endpoints/userinfo",schemaPath:"#/definitions/endpoints/properties/userinfo/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.pushedAuthorizationRequest !== undefined){
let data8 = data2.pushedAuthorizationRequest;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err16 = {instancePath:instancePath+"/endpoints/pushedAuthorizationRequest",schemaPath:"#/definitions/endpoints/properties/pushedAuthorizationRequest/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/endpoints/pushedAuthorizationRequest",schemaPath:"#/definitions/endpoints/properties/pushedAuthorizationRequest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data2.deviceAuthorization !== undefined){
let data9 = data2.deviceAuthorization;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err18 = {instancePath:instancePath+"/endpoints/deviceAuthorization",schemaPath:"#/definitions/endpoints/properties/deviceAuthorization/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/endpoints/deviceAuthorization",schemaPath:"#/definitions/endpoints/properties/deviceAuthorization/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data2.registration !== undefined){
let data10 = data2.registration;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err20 = {instancePath:instancePath+"/endpoints/registration",schemaPath:"#/definitions/endpoints/properties/registration/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/endpoints/registration",schemaPath:"#/definitions/endpoints/properties/registration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data2.jwks !== undefined){
let data11 = data2.jwks;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err22 = {instancePath:instancePath+"/endpoints/jwks",schemaPath:"#/definitions/endpoints/properties/jwks/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/endpoints/jwks",schemaPath:"#/definitions/endpoints/properties/jwks/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/endpoints",schemaPath:"#/definitions/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.grant !== undefined){
let data12 = data.grant;
if(typeof data12 !== "string"){
const err25 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!((((((data12 === "authorizationCode") || (data12 === "clientCredentials")) || (data12 === "deviceCode")) || (data12 === "jwtBearer")) || (data12 === "tokenExchange")) || (data12 === "static"))){
const err26 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/enum",keyword:"enum",params:{allowedValues: schema26.properties.grant.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.clientId !== undefined){
let data13 = data.clientId;
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err27 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.registration !== undefined){
if(!(validate26(data.registration, {instancePath:instancePath+"/registration",parentData:data,parentDataProperty:"registration",rootData}))){
vErrors = vErrors === null ? validate26.errors : appended(vErrors, validate26.errors);
errors = vErrors.length;
}
}
if(data.clientSecret !== undefined){
let data15 = data.clientSecret;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length < 1){
const err29 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
for(const key2 in data15){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err30 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data15.env !== undefined){
let data16 = data15.env;
if(typeof data16 === "string"){
if(!pattern2.test(data16)){
const err31 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data15.file !== undefined){
let data17 = data15.file;
if(typeof data17 === "string"){
if(!pattern20.test(data17)){
const err33 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data15.exec !== undefined){
let data18 = data15.exec;
if(Array.isArray(data18)){
if(data18.length < 1){
const err35 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len0 = data18.length;
for(let i0=0; i0<len0; i0++){
let data19 = data18[i0];
if(typeof data19 === "string"){
if(!pattern20.test(data19)){
const err36 = {instancePath:instancePath+"/clientSecret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/clientSecret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data15.execEnv !== undefined){
let data20 = data15.execEnv;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
if(typeof data21 === "string"){
if(!pattern2.test(data21)){
const err39 = {instancePath:instancePath+"/clientSecret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/clientSecret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/clientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data15.sealed !== undefined){
let data22 = data15.sealed;
if(typeof data22 === "string"){
if(!pattern39.test(data22)){
const err42 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data15.rotatedAt !== undefined){
let data23 = data15.rotatedAt;
if(typeof data23 === "string"){
if(!pattern40.test(data23)){
const err44 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.nextClientSecret !== undefined){
let data24 = data.nextClientSecret;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(Object.keys(data24).length < 1){
const err47 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key3 in data24){
if(!((((((key3 === "env") || (key3 === "file")) || (key3 === "exec")) || (key3 === "execEnv")) || (key3 === "sealed")) || (key3 === "rotatedAt"))){
const err48 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data24.env !== undefined){
let data25 = data24.env;
if(typeof data25 === "string"){
if(!pattern2.test(data25)){
const err49 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data24.file !== undefined){
let data26 = data24.file;
if(typeof data26 === "string"){
if(!pattern20.test(data26)){
const err51 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data24.exec !== undefined){
let data27 = data24.exec;
if(Array.isArray(data27)){
if(data27.length < 1){
const err53 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
let data28 = data27[i2];
if(typeof data28 === "string"){
if(!pattern20.test(data28)){
const err54 = {instancePath:instancePath+"/nextClientSecret/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/nextClientSecret/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data24.execEnv !== undefined){
let data29 = data24.execEnv;
if(Array.isArray(data29)){
const len3 = data29.length;
for(let i3=0; i3<len3; i3++){
let data30 = data29[i3];
if(typeof data30 === "string"){
if(!pattern2.test(data30)){
const err57 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/nextClientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data24.sealed !== undefined){
let data31 = data24.sealed;
if(typeof data31 === "string"){
if(!pattern39.test(data31)){
const err60 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data24.rotatedAt !== undefined){
let data32 = data24.rotatedAt;
if(typeof data32 === "string"){
if(!pattern40.test(data32)){
const err62 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.clientAuth !== undefined){
if(!(validate28(data.clientAuth, {instancePath:instancePath+"/clientAuth",parentData:data,parentDataProperty:"clientAuth",rootData}))){
vErrors = vErrors === null ? validate28.errors : appended(vErrors, validate28.errors);
errors = vErrors.length;
}
}
if(data.assertion !== undefined){
if(!(validate34(data.assertion, {instancePath:instancePath+"/assertion",parentData:data,parentDataProperty:"assertion",rootData}))){
vErrors = vErrors === null ? validate34.errors : appended(vErrors, validate34.errors);
errors = vErrors.length;
}
}
if(data.scopes !== undefined){
let data35 = data.scopes;
if(Array.isArray(data35)){
const len4 = data35.length;
for(let i4=0; i4<len4; i4++){
let data36 = data35[i4];
if(typeof data36 === "string"){
if(!pattern129.test(data36)){
const err65 = {instancePath:instancePath+"/scopes/" + i4,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^[!#-\\[\\]-~]+$"},message:"must match pattern \""+"^[!#-\\[\\]-~]+$"+"\""};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/scopes/" + i4,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.audience !== undefined){
let data37 = data.audience;
if(typeof data37 === "string"){
if(!pattern20.test(data37)){
const err68 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.resource !== undefined){
let data38 = data.resource;
if(typeof data38 === "string"){
if(!pattern20.test(data38)){
const err70 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.authorizationParams !== undefined){
let data39 = data.authorizationParams;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key4 in data39){
if(!(pattern132.test(key4))){
const err72 = {instancePath:instancePath+"/authorizationParams",schemaPath:"#/properties/authorizationParams/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
for(const key5 in data39){
if(pattern132.test(key5)){
if(typeof data39[key5] !== "string"){
const err73 = {instancePath:instancePath+"/authorizationParams/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/authorizationParams/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
}
else {
const err74 = {instancePath:instancePath+"/authorizationParams",schemaPath:"#/properties/authorizationParams/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.tokenParams !== undefined){
let data41 = data.tokenParams;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key6 in data41){
if(!(pattern132.test(key6))){
const err75 = {instancePath:instancePath+"/tokenParams",schemaPath:"#/properties/tokenParams/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
for(const key7 in data41){
if(pattern132.test(key7)){
if(typeof data41[key7] !== "string"){
const err76 = {instancePath:instancePath+"/tokenParams/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tokenParams/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
}
else {
const err77 = {instancePath:instancePath+"/tokenParams",schemaPath:"#/properties/tokenParams/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.parameters !== undefined){
let data43 = data.parameters;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key8 in data43){
if(!(key8 === "tenant")){
if(typeof data43[key8] !== "string"){
const err78 = {instancePath:instancePath+"/parameters/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/parameters/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data43.tenant !== undefined){
if(typeof data43.tenant !== "string"){
const err79 = {instancePath:instancePath+"/parameters/tenant",schemaPath:"#/properties/parameters/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.apiHosts !== undefined){
let data46 = data.apiHosts;
if(Array.isArray(data46)){
const len5 = data46.length;
for(let i5=0; i5<len5; i5++){
let data47 = data46[i5];
if(typeof data47 === "string"){
if(!pattern136.test(data47)){
const err81 = {instancePath:instancePath+"/apiHosts/" + i5,schemaPath:"#/properties/apiHosts/items/pattern",keyword:"pattern",params:{pattern: "^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/apiHosts/" + i5,schemaPath:"#/properties/apiHosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/apiHosts",schemaPath:"#/properties/apiHosts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.pkce !== undefined){
if(!(data.pkce === "S256")){
const err84 = {instancePath:instancePath+"/pkce",schemaPath:"#/properties/pkce/enum",keyword:"enum",params:{allowedValues: schema26.properties.pkce.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.refresh !== undefined){
let data49 = data.refresh;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
for(const key9 in data49){
if(!((((((key9 === "margin") || (key9 === "defaultLifetime")) || (key9 === "grantLifetime")) || (key9 === "keepAlive")) || (key9 === "ratePerSecond")) || (pattern0.test(key9)))){
const err85 = {instancePath:instancePath+"/refresh",schemaPath:"#/definitions/refresh/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data49.margin !== undefined){
let data50 = data49.margin;
if(typeof data50 === "string"){
if(!pattern31.test(data50)){
const err86 = {instancePath:instancePath+"/refresh/margin",schemaPath:"#/definitions/refresh/properties/margin/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/refresh/margin",schemaPath:"#/definitions/refresh/properties/margin/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data49.defaultLifetime !== undefined){
let data51 = data49.defaultLifetime;
if(typeof data51 === "string"){
if(!pattern31.test(data51)){
const err88 = {instancePath:instancePath+"/refresh/defaultLifetime",schemaPath:"#/definitions/refresh/properties/defaultLifetime/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/refresh/defaultLifetime",schemaPath:"#/definitions/refresh/properties/defaultLifetime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data49.grantLifetime !== undefined){
let data52 = data49.grantLifetime;
if(typeof data52 === "string"){
if(!pattern31.test(data52)){
const err90 = {instancePath:instancePath+"/refresh/grantLifetime",schemaPath:"#/definitions/refresh/properties/grantLifetime/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
else {
const err91 = {instancePath:instancePath+"/refresh/grantLifetime",schemaPath:"#/definitions/refresh/properties/grantLifetime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data49.keepAlive !== undefined){
let data53 = data49.keepAlive;
if(typeof data53 === "string"){
if(!pattern31.test(data53)){
const err92 = {instancePath:instancePath+"/refresh/keepAlive",schemaPath:"#/definitions/refresh/properties/keepAlive/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/refresh/keepAlive",schemaPath:"#/definitions/refresh/properties/keepAlive/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data49.ratePerSecond !== undefined){
let data54 = data49.ratePerSecond;
if(!((typeof data54 == "number") && (isFinite(data54)))){
const err94 = {instancePath:instancePath+"/refresh/ratePerSecond",schemaPath:"#/definitions/refresh/properties/ratePerSecond/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath:instancePath+"/refresh",schemaPath:"#/definitions/refresh/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
else {
const err96 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema43 = {"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"expect":{"$ref":"#/definitions/expect"},"consent":{"$ref":"#/definitions/consent"},"postLoginRedirectUrl":{"type":"string","pattern":"^\\S+$"},"allowedRedirectUrls":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"apiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"basic":{"$ref":"#/definitions/basic"},"subjectToken":{"$ref":"#/definitions/subjectToken"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"labels":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"description":{"type":"string","pattern":"\\S"}}};
const schema44 = {"type":"object","minProperties":1,"properties":{"account":{"type":"string","pattern":"\\S"},"subject":{"type":"string","pattern":"\\S"},"email":{"type":"string","pattern":"\\S"},"tenant":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema51 = {"type":"object","required":["connection"],"properties":{"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema52 = {"type":"object","properties":{"preventDestroy":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern180 = new RegExp("^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema45 = {"type":"object","required":["by"],"properties":{"by":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.by === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "by"},message:"must have required property '"+"by"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "by") || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.by !== undefined){
let data0 = data.by;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate14(data0[i0], {instancePath:instancePath+"/by/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate14.errors : appended(vErrors, validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}

const schema49 = {"type":"object","required":["username","password"],"properties":{"username":{"type":"string","pattern":"^[^:\\x00-\\x1f\\x7f]+$"},"password":{"allOf":[{"$ref":"#/definitions/secret"}]}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern172 = new RegExp("^[^:\\x00-\\x1f\\x7f]+$", "u");

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.username === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "username"},message:"must have required property '"+"username"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.password === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "username") || (key0 === "password")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.username !== undefined){
let data0 = data.username;
if(typeof data0 === "string"){
if(!pattern172.test(data0)){
const err3 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/pattern",keyword:"pattern",params:{pattern: "^[^:\\x00-\\x1f\\x7f]+$"},message:"must match pattern \""+"^[^:\\x00-\\x1f\\x7f]+$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.password !== undefined){
let data1 = data.password;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err5 = {instancePath:instancePath+"/password",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data1){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err6 = {instancePath:instancePath+"/password",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.env !== undefined){
let data2 = data1.env;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err7 = {instancePath:instancePath+"/password/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/password/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.file !== undefined){
let data3 = data1.file;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err9 = {instancePath:instancePath+"/password/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/password/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.exec !== undefined){
let data4 = data1.exec;
if(Array.isArray(data4)){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/password/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err12 = {instancePath:instancePath+"/password/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/password/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/password/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.execEnv !== undefined){
let data6 = data1.execEnv;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err15 = {instancePath:instancePath+"/password/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/password/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/password/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.sealed !== undefined){
let data8 = data1.sealed;
if(typeof data8 === "string"){
if(!pattern39.test(data8)){
const err18 = {instancePath:instancePath+"/password/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/password/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.rotatedAt !== undefined){
let data9 = data1.rotatedAt;
if(typeof data9 === "string"){
if(!pattern40.test(data9)){
const err20 = {instancePath:instancePath+"/password/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/password/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/password",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}


function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema43.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.scopes !== undefined){
let data0 = data.scopes;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern129.test(data1)){
const err1 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^[!#-\\[\\]-~]+$"},message:"must match pattern \""+"^[!#-\\[\\]-~]+$"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.expect !== undefined){
let data2 = data.expect;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
const err4 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data2){
if(!(((((key1 === "account") || (key1 === "subject")) || (key1 === "email")) || (key1 === "tenant")) || (pattern0.test(key1)))){
const err5 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.account !== undefined){
let data3 = data2.account;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err6 = {instancePath:instancePath+"/expect/account",schemaPath:"#/definitions/expect/properties/account/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/expect/account",schemaPath:"#/definitions/expect/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.subject !== undefined){
let data4 = data2.subject;
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err8 = {instancePath:instancePath+"/expect/subject",schemaPath:"#/definitions/expect/properties/subject/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/expect/subject",schemaPath:"#/definitions/expect/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.email !== undefined){
let data5 = data2.email;
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err10 = {instancePath:instancePath+"/expect/email",schemaPath:"#/definitions/expect/properties/email/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/expect/email",schemaPath:"#/definitions/expect/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.tenant !== undefined){
let data6 = data2.tenant;
if(typeof data6 === "string"){
if(!pattern20.test(data6)){
const err12 = {instancePath:instancePath+"/expect/tenant",schemaPath:"#/definitions/expect/properties/tenant/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/expect/tenant",schemaPath:"#/definitions/expect/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.consent !== undefined){
if(!(validate38(data.consent, {instancePath:instancePath+"/consent",parentData:data,parentDataProperty:"consent",rootData}))){
vErrors = vErrors === null ? validate38.errors : appended(vErrors, validate38.errors);
errors = vErrors.length;
}
}
if(data.postLoginRedirectUrl !== undefined){
let data8 = data.postLoginRedirectUrl;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err15 = {instancePath:instancePath+"/postLoginRedirectUrl",schemaPath:"#/properties/postLoginRedirectUrl/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/postLoginRedirectUrl",schemaPath:"#/properties/postLoginRedirectUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.allowedRedirectUrls !== undefined){
let data9 = data.allowedRedirectUrls;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err17 = {instancePath:instancePath+"/allowedRedirectUrls/" + i1,schemaPath:"#/properties/allowedRedirectUrls/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/allowedRedirectUrls/" + i1,schemaPath:"#/properties/allowedRedirectUrls/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/allowedRedirectUrls",schemaPath:"#/properties/allowedRedirectUrls/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.clientId !== undefined){
let data11 = data.clientId;
if(typeof data11 === "string"){
if(!pattern20.test(data11)){
const err20 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.clientSecret !== undefined){
let data12 = data.clientSecret;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
const err22 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key2 in data12){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err23 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data12.env !== undefined){
let data13 = data12.env;
if(typeof data13 === "string"){
if(!pattern2.test(data13)){
const err24 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.file !== undefined){
let data14 = data12.file;
if(typeof data14 === "string"){
if(!pattern20.test(data14)){
const err26 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.exec !== undefined){
let data15 = data12.exec;
if(Array.isArray(data15)){
if(data15.length < 1){
const err28 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
if(typeof data16 === "string"){
if(!pattern20.test(data16)){
const err29 = {instancePath:instancePath+"/clientSecret/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/clientSecret/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data12.execEnv !== undefined){
let data17 = data12.execEnv;
if(Array.isArray(data17)){
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
let data18 = data17[i3];
if(typeof data18 === "string"){
if(!pattern2.test(data18)){
const err32 = {instancePath:instancePath+"/clientSecret/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/clientSecret/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/clientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data12.sealed !== undefined){
let data19 = data12.sealed;
if(typeof data19 === "string"){
if(!pattern39.test(data19)){
const err35 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data12.rotatedAt !== undefined){
let data20 = data12.rotatedAt;
if(typeof data20 === "string"){
if(!pattern40.test(data20)){
const err37 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.nextClientSecret !== undefined){
let data21 = data.nextClientSecret;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(Object.keys(data21).length < 1){
const err40 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
for(const key3 in data21){
if(!((((((key3 === "env") || (key3 === "file")) || (key3 === "exec")) || (key3 === "execEnv")) || (key3 === "sealed")) || (key3 === "rotatedAt"))){
const err41 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data21.env !== undefined){
let data22 = data21.env;
if(typeof data22 === "string"){
if(!pattern2.test(data22)){
const err42 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data21.file !== undefined){
let data23 = data21.file;
if(typeof data23 === "string"){
if(!pattern20.test(data23)){
const err44 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data21.exec !== undefined){
let data24 = data21.exec;
if(Array.isArray(data24)){
if(data24.length < 1){
const err46 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
const len4 = data24.length;
for(let i4=0; i4<len4; i4++){
let data25 = data24[i4];
if(typeof data25 === "string"){
if(!pattern20.test(data25)){
const err47 = {instancePath:instancePath+"/nextClientSecret/exec/" + i4,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/nextClientSecret/exec/" + i4,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data21.execEnv !== undefined){
let data26 = data21.execEnv;
if(Array.isArray(data26)){
const len5 = data26.length;
for(let i5=0; i5<len5; i5++){
let data27 = data26[i5];
if(typeof data27 === "string"){
if(!pattern2.test(data27)){
const err50 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i5,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i5,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/nextClientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data21.sealed !== undefined){
let data28 = data21.sealed;
if(typeof data28 === "string"){
if(!pattern39.test(data28)){
const err53 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data21.rotatedAt !== undefined){
let data29 = data21.rotatedAt;
if(typeof data29 === "string"){
if(!pattern40.test(data29)){
const err55 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.apiKey !== undefined){
let data30 = data.apiKey;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(Object.keys(data30).length < 1){
const err58 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key4 in data30){
if(!((((((key4 === "env") || (key4 === "file")) || (key4 === "exec")) || (key4 === "execEnv")) || (key4 === "sealed")) || (key4 === "rotatedAt"))){
const err59 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data30.env !== undefined){
let data31 = data30.env;
if(typeof data31 === "string"){
if(!pattern2.test(data31)){
const err60 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data30.file !== undefined){
let data32 = data30.file;
if(typeof data32 === "string"){
if(!pattern20.test(data32)){
const err62 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data30.exec !== undefined){
let data33 = data30.exec;
if(Array.isArray(data33)){
if(data33.length < 1){
const err64 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
const len6 = data33.length;
for(let i6=0; i6<len6; i6++){
let data34 = data33[i6];
if(typeof data34 === "string"){
if(!pattern20.test(data34)){
const err65 = {instancePath:instancePath+"/apiKey/exec/" + i6,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/apiKey/exec/" + i6,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data30.execEnv !== undefined){
let data35 = data30.execEnv;
if(Array.isArray(data35)){
const len7 = data35.length;
for(let i7=0; i7<len7; i7++){
let data36 = data35[i7];
if(typeof data36 === "string"){
if(!pattern2.test(data36)){
const err68 = {instancePath:instancePath+"/apiKey/execEnv/" + i7,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/apiKey/execEnv/" + i7,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath:instancePath+"/apiKey/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data30.sealed !== undefined){
let data37 = data30.sealed;
if(typeof data37 === "string"){
if(!pattern39.test(data37)){
const err71 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data30.rotatedAt !== undefined){
let data38 = data30.rotatedAt;
if(typeof data38 === "string"){
if(!pattern40.test(data38)){
const err73 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.basic !== undefined){
if(!(validate41(data.basic, {instancePath:instancePath+"/basic",parentData:data,parentDataProperty:"basic",rootData}))){
vErrors = vErrors === null ? validate41.errors : appended(vErrors, validate41.errors);
errors = vErrors.length;
}
}
if(data.subjectToken !== undefined){
let data40 = data.subjectToken;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.connection === undefined){
const err76 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
for(const key5 in data40){
if(!((key5 === "connection") || (pattern0.test(key5)))){
const err77 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data40.connection !== undefined){
let data41 = data40.connection;
if(typeof data41 === "string"){
if(!pattern180.test(data41)){
const err78 = {instancePath:instancePath+"/subjectToken/connection",schemaPath:"#/definitions/subjectToken/properties/connection/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/subjectToken/connection",schemaPath:"#/definitions/subjectToken/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.lifecycle !== undefined){
let data42 = data.lifecycle;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key6 in data42){
if(!((key6 === "preventDestroy") || (pattern0.test(key6)))){
const err81 = {instancePath:instancePath+"/lifecycle",schemaPath:"#/definitions/lifecycle/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data42.preventDestroy !== undefined){
if(typeof data42.preventDestroy !== "boolean"){
const err82 = {instancePath:instancePath+"/lifecycle/preventDestroy",schemaPath:"#/definitions/lifecycle/properties/preventDestroy/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/lifecycle",schemaPath:"#/definitions/lifecycle/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.labels !== undefined){
let data44 = data.labels;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key7 in data44){
if(!(pattern132.test(key7))){
const err84 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
for(const key8 in data44){
if(pattern132.test(key8)){
if(typeof data44[key8] !== "string"){
const err85 = {instancePath:instancePath+"/labels/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
}
else {
const err86 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.description !== undefined){
let data46 = data.description;
if(typeof data46 === "string"){
if(!pattern20.test(data46)){
const err87 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}

const schema53 = {"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"connections":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"allow":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1},"conditions":{"$ref":"#/definitions/conditions"},"description":{"type":"string","pattern":"\\S"}}};
const schema54 = {"type":"object","minProperties":1,"properties":{"routes":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"methods":{"type":"array","items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]},"minItems":1}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern186 = new RegExp("^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)", "u");

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "connections") || (key0 === "allow")) || (key0 === "conditions")) || (key0 === "description")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.connections !== undefined){
let data0 = data.connections;
if(Array.isArray(data0)){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern186.test(data1)){
const err2 = {instancePath:instancePath+"/connections/" + i0,schemaPath:"#/properties/connections/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/connections/" + i0,schemaPath:"#/properties/connections/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.allow !== undefined){
let data2 = data.allow;
if(Array.isArray(data2)){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate14(data2[i1], {instancePath:instancePath+"/allow/" + i1,parentData:data2,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate14.errors : appended(vErrors, validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.conditions !== undefined){
let data4 = data.conditions;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err7 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data4){
if(!(((key1 === "routes") || (key1 === "methods")) || (pattern0.test(key1)))){
const err8 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.routes !== undefined){
let data5 = data4.routes;
if(Array.isArray(data5)){
if(data5.length < 1){
const err9 = {instancePath:instancePath+"/conditions/routes",schemaPath:"#/definitions/conditions/properties/routes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
let data6 = data5[i2];
if(typeof data6 === "string"){
if(!pattern12.test(data6)){
const err10 = {instancePath:instancePath+"/conditions/routes/" + i2,schemaPath:"#/definitions/conditions/properties/routes/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/conditions/routes/" + i2,schemaPath:"#/definitions/conditions/properties/routes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/conditions/routes",schemaPath:"#/definitions/conditions/properties/routes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.methods !== undefined){
let data7 = data4.methods;
if(Array.isArray(data7)){
if(data7.length < 1){
const err13 = {instancePath:instancePath+"/conditions/methods",schemaPath:"#/definitions/conditions/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len3 = data7.length;
for(let i3=0; i3<len3; i3++){
let data8 = data7[i3];
if(typeof data8 !== "string"){
const err14 = {instancePath:instancePath+"/conditions/methods/" + i3,schemaPath:"#/definitions/conditions/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((((((data8 === "GET") || (data8 === "HEAD")) || (data8 === "POST")) || (data8 === "PUT")) || (data8 === "PATCH")) || (data8 === "DELETE")) || (data8 === "OPTIONS"))){
const err15 = {instancePath:instancePath+"/conditions/methods/" + i3,schemaPath:"#/definitions/conditions/properties/methods/items/enum",keyword:"enum",params:{allowedValues: schema54.properties.methods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/conditions/methods",schemaPath:"#/definitions/conditions/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.description !== undefined){
let data9 = data.description;
if(typeof data9 === "string"){
if(!pattern20.test(data9)){
const err18 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}

const schema55 = {"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,"properties":{"match":{"$ref":"#/definitions/match"},"upstream":{"type":"string","pattern":"^\\S+$"},"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}},"timeout":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"public":{"type":"boolean"},"description":{"type":"string","pattern":"\\S"}}};
const schema56 = {"type":"object","required":["path"],"properties":{"path":{"type":"string","pattern":"^/"},"methods":{"type":"array","items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]},"minItems":1},"host":{"type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},"headers":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern192 = new RegExp("^/", "u");
const pattern193 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema57 = {"type":"object","properties":{"get-authorization-context":{"$ref":"#/definitions/policy-get-authorization-context"},"set-header":{"$ref":"#/definitions/policy-set-header"},"set-query-parameter":{"$ref":"#/definitions/policy-set-query-parameter"},"rewrite-uri":{"$ref":"#/definitions/policy-rewrite-uri"},"set-method":{"$ref":"#/definitions/policy-set-method"},"validate-jwt":{"$ref":"#/definitions/policy-validate-jwt"},"check-header":{"$ref":"#/definitions/policy-check-header"},"ip-filter":{"$ref":"#/definitions/policy-ip-filter"},"return-response":{"$ref":"#/definitions/policy-return-response"},"set-variable":{"$ref":"#/definitions/policy-set-variable"},"choose":{"$ref":"#/definitions/policy-choose"},"rate-limit":{"$ref":"#/definitions/policy-rate-limit"},"rate-limit-by-key":{"$ref":"#/definitions/policy-rate-limit-by-key"},"quota-by-key":{"$ref":"#/definitions/policy-quota-by-key"},"limit-concurrency":{"$ref":"#/definitions/policy-limit-concurrency"},"cors":{"$ref":"#/definitions/policy-cors"},"forward-request":{"$ref":"#/definitions/policy-forward-request"},"retry":{"$ref":"#/definitions/policy-retry"},"on-error":{"$ref":"#/definitions/policy-on-error"}},"additionalProperties":false,"minProperties":1,"maxProperties":1};
const schema58 = {"type":"object","additionalProperties":false,"required":["connection"],"properties":{"connection":{"type":"string"},"identityType":{"type":"string","enum":["jwt","managed"]},"as":{"type":"string","pattern":"^[a-z][A-Za-z0-9]*$"},"ignoreError":{"type":"boolean"}}};
const schema59 = {"type":"object","minProperties":1,"propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["values"],"properties":{"values":{"type":"array","items":{"type":"string"},"minItems":1},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["existsAction"],"properties":{"existsAction":{"const":"delete"}}}]}};
const schema60 = {"type":"object","minProperties":1,"propertyNames":{"pattern":"^[^\\p{Cc}]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["values"],"properties":{"values":{"type":"array","items":{"type":"string"},"minItems":1},"existsAction":{"type":"string","enum":["override","skip","append"]}}},{"type":"object","additionalProperties":false,"required":["existsAction"],"properties":{"existsAction":{"const":"delete"}}}]}};
const schema61 = {"type":"object","additionalProperties":false,"required":["template"],"properties":{"template":{"type":"string","pattern":"^/[^?#]*$"},"copyUnmatchedParams":{"type":"boolean"}}};
const schema62 = {"type":"object","additionalProperties":false,"required":["method"],"properties":{"method":{"type":"string","enum":["GET","POST","PUT","PATCH","DELETE","OPTIONS"]}}};
const schema63 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"issuers":{"type":"array","minItems":1,"items":{"type":"string"}},"audiences":{"type":"array","minItems":1,"items":{"type":"string"}},"requiredClaims":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string"},"match":{"type":"string","enum":["all","any"]},"separator":{"type":"string"},"values":{"type":"array","minItems":1,"items":{"type":"string"}}}}},"failedValidationHttpCode":{"type":"integer","minimum":400,"maximum":499},"failedValidationErrorMessage":{"type":"string","pattern":"^[\\x20-\\x7e]+$"}}};
const schema64 = {"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"values":{"type":"array","minItems":1,"items":{"type":"string"}},"ignoreCase":{"type":"boolean"},"failedCheckHttpCode":{"type":"integer","minimum":400,"maximum":499},"failedCheckErrorMessage":{"type":"string"}}};
const schema65 = {"type":"object","additionalProperties":false,"required":["action","addresses"],"properties":{"action":{"type":"string","enum":["allow","forbid"]},"addresses":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$"}}}};
const schema66 = {"type":"object","additionalProperties":false,"properties":{"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"type":"string"}},"body":{"type":"string"}}};
const schema67 = {"type":"object","additionalProperties":false,"required":["name","value"],"properties":{"name":{"type":"string","pattern":"^[a-z][A-Za-z0-9]*$"},"value":{"type":"string"}}};
const schema69 = {"type":"object","additionalProperties":false,"required":["calls","renewalPeriod"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":300},"remainingCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"totalCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}}};
const schema70 = {"type":"object","additionalProperties":false,"required":["calls","renewalPeriod","counterKey"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":300},"counterKey":{"type":"string"},"remainingCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"totalCallsHeaderName":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}}};
const schema71 = {"type":"object","additionalProperties":false,"required":["calls","renewalPeriod","counterKey"],"properties":{"calls":{"type":"integer","minimum":1,"maximum":1000000000},"renewalPeriod":{"type":"integer","minimum":1,"maximum":31536000},"counterKey":{"type":"string"}}};
const schema72 = {"type":"object","additionalProperties":false,"required":["maxCount"],"properties":{"key":{"type":"string"},"maxCount":{"type":"integer","minimum":1,"maximum":1000000}}};
const schema73 = {"type":"object","additionalProperties":false,"required":["allowedOrigins"],"properties":{"allowedOrigins":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^(?:\\*|https?://[^/]+)$"}},"allowedMethods":{"type":"array","minItems":1,"items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]}},"allowedHeaders":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"exposeHeaders":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"preflightResultMaxAge":{"type":"integer","minimum":0,"maximum":86400},"terminateUnmatchedRequest":{"type":"boolean"}}};
const schema74 = {"type":"object","additionalProperties":false,"required":["timeout"],"properties":{"timeout":{"type":"integer","minimum":1,"maximum":86400}}};
const schema75 = {"type":"object","additionalProperties":false,"required":["count"],"properties":{"count":{"type":"integer","minimum":1,"maximum":10},"interval":{"type":"integer","minimum":0,"maximum":60},"maxInterval":{"type":"integer","minimum":0,"maximum":60}}};
const pattern198 = new RegExp("^[a-z][A-Za-z0-9]*$", "u");
const pattern199 = new RegExp("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "u");
const pattern200 = new RegExp("^[^\\p{Cc}]+$", "u");
const pattern201 = new RegExp("^/[^?#]*$", "u");
const pattern202 = new RegExp("^[\\x20-\\x7e]+$", "u");
const pattern204 = new RegExp("^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$", "u");
const pattern213 = new RegExp("^(?:\\*|https?://[^/]+)$", "u");
const schema68 = {"type":"object","additionalProperties":false,"required":["when"],"properties":{"when":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["condition","policies"],"properties":{"condition":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"methods":{"type":"array","minItems":1,"items":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]}},"path":{"type":"string","pattern":"^/"},"headers":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}},"variables":{"type":"object","minProperties":1,"additionalProperties":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}},"lastError":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"source":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]},"reason":{"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}},{"type":"boolean"}]}}}}},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}}}}},"otherwise":{"type":"array","items":{"$ref":"#/definitions/policy"}}}};
const wrapper0 = {validate: validate48};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.when === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "when"},message:"must have required property '"+"when"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "when") || (key0 === "otherwise"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.when !== undefined){
let data0 = data.when;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.condition === undefined){
const err3 = {instancePath:instancePath+"/when/" + i0,schemaPath:"#/properties/when/items/required",keyword:"required",params:{missingProperty: "condition"},message:"must have required property '"+"condition"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.policies === undefined){
const err4 = {instancePath:instancePath+"/when/" + i0,schemaPath:"#/properties/when/items/required",keyword:"required",params:{missingProperty: "policies"},message:"must have required property '"+"policies"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "condition") || (key1 === "policies"))){
const err5 = {instancePath:instancePath+"/when/" + i0,schemaPath:"#/properties/when/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.condition !== undefined){
let data2 = data1.condition;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
const err6 = {instancePath:instancePath+"/when/" + i0+"/condition",schemaPath:"#/properties/when/items/properties/condition/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key2 in data2){
if(!(((((key2 === "methods") || (key2 === "path")) || (key2 === "headers")) || (key2 === "variables")) || (key2 === "lastError"))){
const err7 = {instancePath:instancePath+"/when/" + i0+"/condition",schemaPath:"#/properties/when/items/properties/condition/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.methods !== undefined){
let data3 = data2.methods;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/when/" + i0+"/condition/methods",schemaPath:"#/properties/when/items/properties/condition/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(typeof data4 !== "string"){
const err9 = {instancePath:instancePath+"/when/" + i0+"/condition/methods/" + i1,schemaPath:"#/properties/when/items/properties/condition/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(((((((data4 === "GET") || (data4 === "HEAD")) || (data4 === "POST")) || (data4 === "PUT")) || (data4 === "PATCH")) || (data4 === "DELETE")) || (data4 === "OPTIONS"))){
const err10 = {instancePath:instancePath+"/when/" + i0+"/condition/methods/" + i1,schemaPath:"#/properties/when/items/properties/condition/properties/methods/items/enum",keyword:"enum",params:{allowedValues: schema68.properties.when.items.properties.condition.properties.methods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/when/" + i0+"/condition/methods",schemaPath:"#/properties/when/items/properties/condition/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.path !== undefined){
let data5 = data2.path;
if(typeof data5 === "string"){
if(!pattern192.test(data5)){
const err12 = {instancePath:instancePath+"/when/" + i0+"/condition/path",schemaPath:"#/properties/when/items/properties/condition/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/when/" + i0+"/condition/path",schemaPath:"#/properties/when/items/properties/condition/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.headers !== undefined){
let data6 = data2.headers;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length < 1){
const err14 = {instancePath:instancePath+"/when/" + i0+"/condition/headers",schemaPath:"#/properties/when/items/properties/condition/properties/headers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key3 in data6){
const _errs18 = errors;
if(typeof key3 === "string"){
if(!pattern199.test(key3)){
const err15 = {instancePath:instancePath+"/when/" + i0+"/condition/headers",schemaPath:"#/properties/when/items/properties/condition/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
var valid7 = _errs18 === errors;
if(!valid7){
const err16 = {instancePath:instancePath+"/when/" + i0+"/condition/headers",schemaPath:"#/properties/when/items/properties/condition/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key4 in data6){
let data7 = data6[key4];
const _errs21 = errors;
let valid9 = false;
const _errs22 = errors;
if(typeof data7 !== "string"){
const err17 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid9 = valid9 || _valid0;
if(!valid9){
const _errs24 = errors;
if(Array.isArray(data7)){
if(data7.length < 1){
const err18 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
if(typeof data7[i2] !== "string"){
const err19 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs24 === errors;
valid9 = valid9 || _valid0;
if(!valid9){
const _errs28 = errors;
if(typeof data7 !== "boolean"){
const err21 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid0 = _errs28 === errors;
valid9 = valid9 || _valid0;
}
}
if(!valid9){
const err22 = {instancePath:instancePath+"/when/" + i0+"/condition/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
else {
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/when/" + i0+"/condition/headers",schemaPath:"#/properties/when/items/properties/condition/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data2.variables !== undefined){
let data9 = data2.variables;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
const err24 = {instancePath:instancePath+"/when/" + i0+"/condition/variables",schemaPath:"#/properties/when/items/properties/condition/properties/variables/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key5 in data9){
let data10 = data9[key5];
const _errs34 = errors;
let valid13 = false;
const _errs35 = errors;
if(typeof data10 !== "string"){
const err25 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid1 = _errs35 === errors;
valid13 = valid13 || _valid1;
if(!valid13){
const _errs37 = errors;
if(Array.isArray(data10)){
if(data10.length < 1){
const err26 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
if(typeof data10[i3] !== "string"){
const err27 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid1 = _errs37 === errors;
valid13 = valid13 || _valid1;
if(!valid13){
const _errs41 = errors;
if(typeof data10 !== "boolean"){
const err29 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid1 = _errs41 === errors;
valid13 = valid13 || _valid1;
}
}
if(!valid13){
const err30 = {instancePath:instancePath+"/when/" + i0+"/condition/variables/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/when/items/properties/condition/properties/variables/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
else {
errors = _errs34;
if(vErrors !== null){
if(_errs34){
vErrors.length = _errs34;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/when/" + i0+"/condition/variables",schemaPath:"#/properties/when/items/properties/condition/properties/variables/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data2.lastError !== undefined){
let data12 = data2.lastError;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
const err32 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key6 in data12){
if(!((key6 === "source") || (key6 === "reason"))){
const err33 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data12.source !== undefined){
let data13 = data12.source;
const _errs47 = errors;
let valid17 = false;
const _errs48 = errors;
if(typeof data13 !== "string"){
const err34 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid2 = _errs48 === errors;
valid17 = valid17 || _valid2;
if(!valid17){
const _errs50 = errors;
if(Array.isArray(data13)){
if(data13.length < 1){
const err35 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len4 = data13.length;
for(let i4=0; i4<len4; i4++){
if(typeof data13[i4] !== "string"){
const err36 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source/" + i4,schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid2 = _errs50 === errors;
valid17 = valid17 || _valid2;
if(!valid17){
const _errs54 = errors;
if(typeof data13 !== "boolean"){
const err38 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid2 = _errs54 === errors;
valid17 = valid17 || _valid2;
}
}
if(!valid17){
const err39 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/source",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/source/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
else {
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
}
}
if(data12.reason !== undefined){
let data15 = data12.reason;
const _errs57 = errors;
let valid20 = false;
const _errs58 = errors;
if(typeof data15 !== "string"){
const err40 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid3 = _errs58 === errors;
valid20 = valid20 || _valid3;
if(!valid20){
const _errs60 = errors;
if(Array.isArray(data15)){
if(data15.length < 1){
const err41 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len5 = data15.length;
for(let i5=0; i5<len5; i5++){
if(typeof data15[i5] !== "string"){
const err42 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason/" + i5,schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var _valid3 = _errs60 === errors;
valid20 = valid20 || _valid3;
if(!valid20){
const _errs64 = errors;
if(typeof data15 !== "boolean"){
const err44 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf/2/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid3 = _errs64 === errors;
valid20 = valid20 || _valid3;
}
}
if(!valid20){
const err45 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError/reason",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/properties/reason/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/when/" + i0+"/condition/lastError",schemaPath:"#/properties/when/items/properties/condition/properties/lastError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/when/" + i0+"/condition",schemaPath:"#/properties/when/items/properties/condition/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data1.policies !== undefined){
let data17 = data1.policies;
if(Array.isArray(data17)){
const len6 = data17.length;
for(let i6=0; i6<len6; i6++){
if(!(wrapper0.validate(data17[i6], {instancePath:instancePath+"/when/" + i0+"/policies/" + i6,parentData:data17,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : appended(vErrors, wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err48 = {instancePath:instancePath+"/when/" + i0+"/policies",schemaPath:"#/properties/when/items/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/when/" + i0,schemaPath:"#/properties/when/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.otherwise !== undefined){
let data19 = data.otherwise;
if(Array.isArray(data19)){
const len7 = data19.length;
for(let i7=0; i7<len7; i7++){
if(!(wrapper0.validate(data19[i7], {instancePath:instancePath+"/otherwise/" + i7,parentData:data19,parentDataProperty:i7,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : appended(vErrors, wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err51 = {instancePath:instancePath+"/otherwise",schemaPath:"#/properties/otherwise/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}

const schema76 = {"type":"object","additionalProperties":false,"required":["policies"],"properties":{"policies":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/policy"}}}};

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.policies === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policies"},message:"must have required property '"+"policies"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "policies")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.policies !== undefined){
let data0 = data.policies;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(wrapper0.validate(data0[i0], {instancePath:instancePath+"/policies/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : appended(vErrors, wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate51.errors = vErrors;
return errors === 0;
}


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Object.keys(data).length < 1){
const err1 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema57.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data["get-authorization-context"] !== undefined){
let data0 = data["get-authorization-context"];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.connection === undefined){
const err3 = {instancePath:instancePath+"/get-authorization-context",schemaPath:"#/definitions/policy-get-authorization-context/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!((((key1 === "connection") || (key1 === "identityType")) || (key1 === "as")) || (key1 === "ignoreError"))){
const err4 = {instancePath:instancePath+"/get-authorization-context",schemaPath:"#/definitions/policy-get-authorization-context/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.connection !== undefined){
if(typeof data0.connection !== "string"){
const err5 = {instancePath:instancePath+"/get-authorization-context/connection",schemaPath:"#/definitions/policy-get-authorization-context/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.identityType !== undefined){
let data2 = data0.identityType;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/get-authorization-context/identityType",schemaPath:"#/definitions/policy-get-authorization-context/properties/identityType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!((data2 === "jwt") || (data2 === "managed"))){
const err7 = {instancePath:instancePath+"/get-authorization-context/identityType",schemaPath:"#/definitions/policy-get-authorization-context/properties/identityType/enum",keyword:"enum",params:{allowedValues: schema58.properties.identityType.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.as !== undefined){
let data3 = data0.as;
if(typeof data3 === "string"){
if(!pattern198.test(data3)){
const err8 = {instancePath:instancePath+"/get-authorization-context/as",schemaPath:"#/definitions/policy-get-authorization-context/properties/as/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/get-authorization-context/as",schemaPath:"#/definitions/policy-get-authorization-context/properties/as/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.ignoreError !== undefined){
if(typeof data0.ignoreError !== "boolean"){
const err10 = {instancePath:instancePath+"/get-authorization-context/ignoreError",schemaPath:"#/definitions/policy-get-authorization-context/properties/ignoreError/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/get-authorization-context",schemaPath:"#/definitions/policy-get-authorization-context/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data["set-header"] !== undefined){
let data5 = data["set-header"];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
const err12 = {instancePath:instancePath+"/set-header",schemaPath:"#/definitions/policy-set-header/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key2 in data5){
const _errs17 = errors;
if(typeof key2 === "string"){
if(!pattern199.test(key2)){
const err13 = {instancePath:instancePath+"/set-header",schemaPath:"#/definitions/policy-set-header/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var valid4 = _errs17 === errors;
if(!valid4){
const err14 = {instancePath:instancePath+"/set-header",schemaPath:"#/definitions/policy-set-header/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key3 in data5){
let data6 = data5[key3];
const _errs20 = errors;
let valid6 = false;
const _errs21 = errors;
if(typeof data6 !== "string"){
const err15 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs21 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs23 = errors;
if(data6 !== null){
const err16 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid0 = _errs23 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs25 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.value === undefined){
const err17 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key4 in data6){
if(!((key4 === "value") || (key4 === "existsAction"))){
const err18 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.value !== undefined){
if(typeof data6.value !== "string"){
const err19 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data6.existsAction !== undefined){
let data8 = data6.existsAction;
if(typeof data8 !== "string"){
const err20 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/properties/existsAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!(((data8 === "override") || (data8 === "skip")) || (data8 === "append"))){
const err21 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/properties/existsAction/enum",keyword:"enum",params:{allowedValues: schema59.additionalProperties.anyOf[2].properties.existsAction.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid0 = _errs25 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs32 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.values === undefined){
const err23 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/required",keyword:"required",params:{missingProperty: "values"},message:"must have required property '"+"values"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key5 in data6){
if(!((key5 === "values") || (key5 === "existsAction"))){
const err24 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.values !== undefined){
let data9 = data6.values;
if(Array.isArray(data9)){
if(data9.length < 1){
const err25 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/properties/values/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(typeof data9[i0] !== "string"){
const err26 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/values/" + i0,schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.existsAction !== undefined){
let data11 = data6.existsAction;
if(typeof data11 !== "string"){
const err28 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/properties/existsAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((data11 === "override") || (data11 === "skip")) || (data11 === "append"))){
const err29 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/properties/existsAction/enum",keyword:"enum",params:{allowedValues: schema59.additionalProperties.anyOf[3].properties.existsAction.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/3/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs32 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs41 = errors;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.existsAction === undefined){
const err31 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/4/required",keyword:"required",params:{missingProperty: "existsAction"},message:"must have required property '"+"existsAction"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key6 in data6){
if(!(key6 === "existsAction")){
const err32 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data6.existsAction !== undefined){
if("delete" !== data6.existsAction){
const err33 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/4/properties/existsAction/const",keyword:"const",params:{allowedValue: "delete"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf/4/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid0 = _errs41 === errors;
valid6 = valid6 || _valid0;
}
}
}
}
if(!valid6){
const err35 = {instancePath:instancePath+"/set-header/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-header/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/set-header",schemaPath:"#/definitions/policy-set-header/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data["set-query-parameter"] !== undefined){
let data13 = data["set-query-parameter"];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length < 1){
const err37 = {instancePath:instancePath+"/set-query-parameter",schemaPath:"#/definitions/policy-set-query-parameter/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key7 in data13){
const _errs48 = errors;
if(typeof key7 === "string"){
if(!pattern200.test(key7)){
const err38 = {instancePath:instancePath+"/set-query-parameter",schemaPath:"#/definitions/policy-set-query-parameter/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^\\p{Cc}]+$"},message:"must match pattern \""+"^[^\\p{Cc}]+$"+"\"",propertyName:key7};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
var valid13 = _errs48 === errors;
if(!valid13){
const err39 = {instancePath:instancePath+"/set-query-parameter",schemaPath:"#/definitions/policy-set-query-parameter/propertyNames",keyword:"propertyNames",params:{propertyName: key7},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
for(const key8 in data13){
let data14 = data13[key8];
const _errs51 = errors;
let valid15 = false;
const _errs52 = errors;
if(typeof data14 !== "string"){
const err40 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid1 = _errs52 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs54 = errors;
if(data14 !== null){
const err41 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid1 = _errs54 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs56 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.value === undefined){
const err42 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key9 in data14){
if(!((key9 === "value") || (key9 === "existsAction"))){
const err43 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data14.value !== undefined){
if(typeof data14.value !== "string"){
const err44 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/value",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data14.existsAction !== undefined){
let data16 = data14.existsAction;
if(typeof data16 !== "string"){
const err45 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/properties/existsAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!(((data16 === "override") || (data16 === "skip")) || (data16 === "append"))){
const err46 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/properties/existsAction/enum",keyword:"enum",params:{allowedValues: schema60.additionalProperties.anyOf[2].properties.existsAction.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid1 = _errs56 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs63 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.values === undefined){
const err48 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/required",keyword:"required",params:{missingProperty: "values"},message:"must have required property '"+"values"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key10 in data14){
if(!((key10 === "values") || (key10 === "existsAction"))){
const err49 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data14.values !== undefined){
let data17 = data14.values;
if(Array.isArray(data17)){
if(data17.length < 1){
const err50 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/properties/values/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(typeof data17[i1] !== "string"){
const err51 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/values/" + i1,schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data14.existsAction !== undefined){
let data19 = data14.existsAction;
if(typeof data19 !== "string"){
const err53 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/properties/existsAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!(((data19 === "override") || (data19 === "skip")) || (data19 === "append"))){
const err54 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/properties/existsAction/enum",keyword:"enum",params:{allowedValues: schema60.additionalProperties.anyOf[3].properties.existsAction.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/3/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
var _valid1 = _errs63 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs72 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.existsAction === undefined){
const err56 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/4/required",keyword:"required",params:{missingProperty: "existsAction"},message:"must have required property '"+"existsAction"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key11 in data14){
if(!(key11 === "existsAction")){
const err57 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data14.existsAction !== undefined){
if("delete" !== data14.existsAction){
const err58 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/existsAction",schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/4/properties/existsAction/const",keyword:"const",params:{allowedValue: "delete"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf/4/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
var _valid1 = _errs72 === errors;
valid15 = valid15 || _valid1;
}
}
}
}
if(!valid15){
const err60 = {instancePath:instancePath+"/set-query-parameter/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-set-query-parameter/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
else {
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err61 = {instancePath:instancePath+"/set-query-parameter",schemaPath:"#/definitions/policy-set-query-parameter/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data["rewrite-uri"] !== undefined){
let data21 = data["rewrite-uri"];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.template === undefined){
const err62 = {instancePath:instancePath+"/rewrite-uri",schemaPath:"#/definitions/policy-rewrite-uri/required",keyword:"required",params:{missingProperty: "template"},message:"must have required property '"+"template"+"'"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
for(const key12 in data21){
if(!((key12 === "template") || (key12 === "copyUnmatchedParams"))){
const err63 = {instancePath:instancePath+"/rewrite-uri",schemaPath:"#/definitions/policy-rewrite-uri/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data21.template !== undefined){
let data22 = data21.template;
if(typeof data22 === "string"){
if(!pattern201.test(data22)){
const err64 = {instancePath:instancePath+"/rewrite-uri/template",schemaPath:"#/definitions/policy-rewrite-uri/properties/template/pattern",keyword:"pattern",params:{pattern: "^/[^?#]*$"},message:"must match pattern \""+"^/[^?#]*$"+"\""};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/rewrite-uri/template",schemaPath:"#/definitions/policy-rewrite-uri/properties/template/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data21.copyUnmatchedParams !== undefined){
if(typeof data21.copyUnmatchedParams !== "boolean"){
const err66 = {instancePath:instancePath+"/rewrite-uri/copyUnmatchedParams",schemaPath:"#/definitions/policy-rewrite-uri/properties/copyUnmatchedParams/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/rewrite-uri",schemaPath:"#/definitions/policy-rewrite-uri/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data["set-method"] !== undefined){
let data24 = data["set-method"];
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.method === undefined){
const err68 = {instancePath:instancePath+"/set-method",schemaPath:"#/definitions/policy-set-method/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
for(const key13 in data24){
if(!(key13 === "method")){
const err69 = {instancePath:instancePath+"/set-method",schemaPath:"#/definitions/policy-set-method/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data24.method !== undefined){
let data25 = data24.method;
if(typeof data25 !== "string"){
const err70 = {instancePath:instancePath+"/set-method/method",schemaPath:"#/definitions/policy-set-method/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(!((((((data25 === "GET") || (data25 === "POST")) || (data25 === "PUT")) || (data25 === "PATCH")) || (data25 === "DELETE")) || (data25 === "OPTIONS"))){
const err71 = {instancePath:instancePath+"/set-method/method",schemaPath:"#/definitions/policy-set-method/properties/method/enum",keyword:"enum",params:{allowedValues: schema62.properties.method.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/set-method",schemaPath:"#/definitions/policy-set-method/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data["validate-jwt"] !== undefined){
let data26 = data["validate-jwt"];
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(Object.keys(data26).length < 1){
const err73 = {instancePath:instancePath+"/validate-jwt",schemaPath:"#/definitions/policy-validate-jwt/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
for(const key14 in data26){
if(!(((((key14 === "issuers") || (key14 === "audiences")) || (key14 === "requiredClaims")) || (key14 === "failedValidationHttpCode")) || (key14 === "failedValidationErrorMessage"))){
const err74 = {instancePath:instancePath+"/validate-jwt",schemaPath:"#/definitions/policy-validate-jwt/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data26.issuers !== undefined){
let data27 = data26.issuers;
if(Array.isArray(data27)){
if(data27.length < 1){
const err75 = {instancePath:instancePath+"/validate-jwt/issuers",schemaPath:"#/definitions/policy-validate-jwt/properties/issuers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
if(typeof data27[i2] !== "string"){
const err76 = {instancePath:instancePath+"/validate-jwt/issuers/" + i2,schemaPath:"#/definitions/policy-validate-jwt/properties/issuers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath:instancePath+"/validate-jwt/issuers",schemaPath:"#/definitions/policy-validate-jwt/properties/issuers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data26.audiences !== undefined){
let data29 = data26.audiences;
if(Array.isArray(data29)){
if(data29.length < 1){
const err78 = {instancePath:instancePath+"/validate-jwt/audiences",schemaPath:"#/definitions/policy-validate-jwt/properties/audiences/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
const len3 = data29.length;
for(let i3=0; i3<len3; i3++){
if(typeof data29[i3] !== "string"){
const err79 = {instancePath:instancePath+"/validate-jwt/audiences/" + i3,schemaPath:"#/definitions/policy-validate-jwt/properties/audiences/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/validate-jwt/audiences",schemaPath:"#/definitions/policy-validate-jwt/properties/audiences/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data26.requiredClaims !== undefined){
let data31 = data26.requiredClaims;
if(Array.isArray(data31)){
if(data31.length < 1){
const err81 = {instancePath:instancePath+"/validate-jwt/requiredClaims",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
const len4 = data31.length;
for(let i4=0; i4<len4; i4++){
let data32 = data31[i4];
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.name === undefined){
const err82 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4,schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
for(const key15 in data32){
if(!((((key15 === "name") || (key15 === "match")) || (key15 === "separator")) || (key15 === "values"))){
const err83 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4,schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data32.name !== undefined){
if(typeof data32.name !== "string"){
const err84 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/name",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data32.match !== undefined){
let data34 = data32.match;
if(typeof data34 !== "string"){
const err85 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/match",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(!((data34 === "all") || (data34 === "any"))){
const err86 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/match",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/match/enum",keyword:"enum",params:{allowedValues: schema63.properties.requiredClaims.items.properties.match.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data32.separator !== undefined){
if(typeof data32.separator !== "string"){
const err87 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/separator",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/separator/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data32.values !== undefined){
let data36 = data32.values;
if(Array.isArray(data36)){
if(data36.length < 1){
const err88 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/values",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/values/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
const len5 = data36.length;
for(let i5=0; i5<len5; i5++){
if(typeof data36[i5] !== "string"){
const err89 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/values/" + i5,schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4+"/values",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/validate-jwt/requiredClaims/" + i4,schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/validate-jwt/requiredClaims",schemaPath:"#/definitions/policy-validate-jwt/properties/requiredClaims/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data26.failedValidationHttpCode !== undefined){
let data38 = data26.failedValidationHttpCode;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err93 = {instancePath:instancePath+"/validate-jwt/failedValidationHttpCode",schemaPath:"#/definitions/policy-validate-jwt/properties/failedValidationHttpCode/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 499 || isNaN(data38)){
const err94 = {instancePath:instancePath+"/validate-jwt/failedValidationHttpCode",schemaPath:"#/definitions/policy-validate-jwt/properties/failedValidationHttpCode/maximum",keyword:"maximum",params:{comparison: "<=", limit: 499},message:"must be <= 499"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(data38 < 400 || isNaN(data38)){
const err95 = {instancePath:instancePath+"/validate-jwt/failedValidationHttpCode",schemaPath:"#/definitions/policy-validate-jwt/properties/failedValidationHttpCode/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},message:"must be >= 400"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
if(data26.failedValidationErrorMessage !== undefined){
let data39 = data26.failedValidationErrorMessage;
if(typeof data39 === "string"){
if(!pattern202.test(data39)){
const err96 = {instancePath:instancePath+"/validate-jwt/failedValidationErrorMessage",schemaPath:"#/definitions/policy-validate-jwt/properties/failedValidationErrorMessage/pattern",keyword:"pattern",params:{pattern: "^[\\x20-\\x7e]+$"},message:"must match pattern \""+"^[\\x20-\\x7e]+$"+"\""};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
else {
const err97 = {instancePath:instancePath+"/validate-jwt/failedValidationErrorMessage",schemaPath:"#/definitions/policy-validate-jwt/properties/failedValidationErrorMessage/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath:instancePath+"/validate-jwt",schemaPath:"#/definitions/policy-validate-jwt/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data["check-header"] !== undefined){
let data40 = data["check-header"];
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.name === undefined){
const err99 = {instancePath:instancePath+"/check-header",schemaPath:"#/definitions/policy-check-header/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
for(const key16 in data40){
if(!(((((key16 === "name") || (key16 === "values")) || (key16 === "ignoreCase")) || (key16 === "failedCheckHttpCode")) || (key16 === "failedCheckErrorMessage"))){
const err100 = {instancePath:instancePath+"/check-header",schemaPath:"#/definitions/policy-check-header/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data40.name !== undefined){
let data41 = data40.name;
if(typeof data41 === "string"){
if(!pattern199.test(data41)){
const err101 = {instancePath:instancePath+"/check-header/name",schemaPath:"#/definitions/policy-check-header/properties/name/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
else {
const err102 = {instancePath:instancePath+"/check-header/name",schemaPath:"#/definitions/policy-check-header/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data40.values !== undefined){
let data42 = data40.values;
if(Array.isArray(data42)){
if(data42.length < 1){
const err103 = {instancePath:instancePath+"/check-header/values",schemaPath:"#/definitions/policy-check-header/properties/values/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
const len6 = data42.length;
for(let i6=0; i6<len6; i6++){
if(typeof data42[i6] !== "string"){
const err104 = {instancePath:instancePath+"/check-header/values/" + i6,schemaPath:"#/definitions/policy-check-header/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/check-header/values",schemaPath:"#/definitions/policy-check-header/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data40.ignoreCase !== undefined){
if(typeof data40.ignoreCase !== "boolean"){
const err106 = {instancePath:instancePath+"/check-header/ignoreCase",schemaPath:"#/definitions/policy-check-header/properties/ignoreCase/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data40.failedCheckHttpCode !== undefined){
let data45 = data40.failedCheckHttpCode;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err107 = {instancePath:instancePath+"/check-header/failedCheckHttpCode",schemaPath:"#/definitions/policy-check-header/properties/failedCheckHttpCode/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 499 || isNaN(data45)){
const err108 = {instancePath:instancePath+"/check-header/failedCheckHttpCode",schemaPath:"#/definitions/policy-check-header/properties/failedCheckHttpCode/maximum",keyword:"maximum",params:{comparison: "<=", limit: 499},message:"must be <= 499"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data45 < 400 || isNaN(data45)){
const err109 = {instancePath:instancePath+"/check-header/failedCheckHttpCode",schemaPath:"#/definitions/policy-check-header/properties/failedCheckHttpCode/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},message:"must be >= 400"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
if(data40.failedCheckErrorMessage !== undefined){
if(typeof data40.failedCheckErrorMessage !== "string"){
const err110 = {instancePath:instancePath+"/check-header/failedCheckErrorMessage",schemaPath:"#/definitions/policy-check-header/properties/failedCheckErrorMessage/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/check-header",schemaPath:"#/definitions/policy-check-header/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data["ip-filter"] !== undefined){
let data47 = data["ip-filter"];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.action === undefined){
const err112 = {instancePath:instancePath+"/ip-filter",schemaPath:"#/definitions/policy-ip-filter/required",keyword:"required",params:{missingProperty: "action"},message:"must have required property '"+"action"+"'"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data47.addresses === undefined){
const err113 = {instancePath:instancePath+"/ip-filter",schemaPath:"#/definitions/policy-ip-filter/required",keyword:"required",params:{missingProperty: "addresses"},message:"must have required property '"+"addresses"+"'"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
for(const key17 in data47){
if(!((key17 === "action") || (key17 === "addresses"))){
const err114 = {instancePath:instancePath+"/ip-filter",schemaPath:"#/definitions/policy-ip-filter/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data47.action !== undefined){
let data48 = data47.action;
if(typeof data48 !== "string"){
const err115 = {instancePath:instancePath+"/ip-filter/action",schemaPath:"#/definitions/policy-ip-filter/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(!((data48 === "allow") || (data48 === "forbid"))){
const err116 = {instancePath:instancePath+"/ip-filter/action",schemaPath:"#/definitions/policy-ip-filter/properties/action/enum",keyword:"enum",params:{allowedValues: schema65.properties.action.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data47.addresses !== undefined){
let data49 = data47.addresses;
if(Array.isArray(data49)){
if(data49.length < 1){
const err117 = {instancePath:instancePath+"/ip-filter/addresses",schemaPath:"#/definitions/policy-ip-filter/properties/addresses/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
const len7 = data49.length;
for(let i7=0; i7<len7; i7++){
let data50 = data49[i7];
if(typeof data50 === "string"){
if(!pattern204.test(data50)){
const err118 = {instancePath:instancePath+"/ip-filter/addresses/" + i7,schemaPath:"#/definitions/policy-ip-filter/properties/addresses/items/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$"},message:"must match pattern \""+"^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$"+"\""};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
else {
const err119 = {instancePath:instancePath+"/ip-filter/addresses/" + i7,schemaPath:"#/definitions/policy-ip-filter/properties/addresses/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath:instancePath+"/ip-filter/addresses",schemaPath:"#/definitions/policy-ip-filter/properties/addresses/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
else {
const err121 = {instancePath:instancePath+"/ip-filter",schemaPath:"#/definitions/policy-ip-filter/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data["return-response"] !== undefined){
let data51 = data["return-response"];
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
for(const key18 in data51){
if(!(((key18 === "status") || (key18 === "headers")) || (key18 === "body"))){
const err122 = {instancePath:instancePath+"/return-response",schemaPath:"#/definitions/policy-return-response/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data51.status !== undefined){
let data52 = data51.status;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err123 = {instancePath:instancePath+"/return-response/status",schemaPath:"#/definitions/policy-return-response/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 599 || isNaN(data52)){
const err124 = {instancePath:instancePath+"/return-response/status",schemaPath:"#/definitions/policy-return-response/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data52 < 200 || isNaN(data52)){
const err125 = {instancePath:instancePath+"/return-response/status",schemaPath:"#/definitions/policy-return-response/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200},message:"must be >= 200"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
if(data51.headers !== undefined){
let data53 = data51.headers;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key19 in data53){
const _errs155 = errors;
if(typeof key19 === "string"){
if(!pattern199.test(key19)){
const err126 = {instancePath:instancePath+"/return-response/headers",schemaPath:"#/definitions/policy-return-response/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key19};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
var valid46 = _errs155 === errors;
if(!valid46){
const err127 = {instancePath:instancePath+"/return-response/headers",schemaPath:"#/definitions/policy-return-response/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key19},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
for(const key20 in data53){
if(typeof data53[key20] !== "string"){
const err128 = {instancePath:instancePath+"/return-response/headers/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/policy-return-response/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath:instancePath+"/return-response/headers",schemaPath:"#/definitions/policy-return-response/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data51.body !== undefined){
if(typeof data51.body !== "string"){
const err130 = {instancePath:instancePath+"/return-response/body",schemaPath:"#/definitions/policy-return-response/properties/body/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
else {
const err131 = {instancePath:instancePath+"/return-response",schemaPath:"#/definitions/policy-return-response/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data["set-variable"] !== undefined){
let data56 = data["set-variable"];
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.name === undefined){
const err132 = {instancePath:instancePath+"/set-variable",schemaPath:"#/definitions/policy-set-variable/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
if(data56.value === undefined){
const err133 = {instancePath:instancePath+"/set-variable",schemaPath:"#/definitions/policy-set-variable/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
for(const key21 in data56){
if(!((key21 === "name") || (key21 === "value"))){
const err134 = {instancePath:instancePath+"/set-variable",schemaPath:"#/definitions/policy-set-variable/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data56.name !== undefined){
let data57 = data56.name;
if(typeof data57 === "string"){
if(!pattern198.test(data57)){
const err135 = {instancePath:instancePath+"/set-variable/name",schemaPath:"#/definitions/policy-set-variable/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][A-Za-z0-9]*$"},message:"must match pattern \""+"^[a-z][A-Za-z0-9]*$"+"\""};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
else {
const err136 = {instancePath:instancePath+"/set-variable/name",schemaPath:"#/definitions/policy-set-variable/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data56.value !== undefined){
if(typeof data56.value !== "string"){
const err137 = {instancePath:instancePath+"/set-variable/value",schemaPath:"#/definitions/policy-set-variable/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
else {
const err138 = {instancePath:instancePath+"/set-variable",schemaPath:"#/definitions/policy-set-variable/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data.choose !== undefined){
if(!(validate49(data.choose, {instancePath:instancePath+"/choose",parentData:data,parentDataProperty:"choose",rootData}))){
vErrors = vErrors === null ? validate49.errors : appended(vErrors, validate49.errors);
errors = vErrors.length;
}
}
if(data["rate-limit"] !== undefined){
let data60 = data["rate-limit"];
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(data60.calls === undefined){
const err139 = {instancePath:instancePath+"/rate-limit",schemaPath:"#/definitions/policy-rate-limit/required",keyword:"required",params:{missingProperty: "calls"},message:"must have required property '"+"calls"+"'"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
if(data60.renewalPeriod === undefined){
const err140 = {instancePath:instancePath+"/rate-limit",schemaPath:"#/definitions/policy-rate-limit/required",keyword:"required",params:{missingProperty: "renewalPeriod"},message:"must have required property '"+"renewalPeriod"+"'"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
for(const key22 in data60){
if(!((((key22 === "calls") || (key22 === "renewalPeriod")) || (key22 === "remainingCallsHeaderName")) || (key22 === "totalCallsHeaderName"))){
const err141 = {instancePath:instancePath+"/rate-limit",schemaPath:"#/definitions/policy-rate-limit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data60.calls !== undefined){
let data61 = data60.calls;
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
const err142 = {instancePath:instancePath+"/rate-limit/calls",schemaPath:"#/definitions/policy-rate-limit/properties/calls/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 > 1000000000 || isNaN(data61)){
const err143 = {instancePath:instancePath+"/rate-limit/calls",schemaPath:"#/definitions/policy-rate-limit/properties/calls/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
if(data61 < 1 || isNaN(data61)){
const err144 = {instancePath:instancePath+"/rate-limit/calls",schemaPath:"#/definitions/policy-rate-limit/properties/calls/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
}
if(data60.renewalPeriod !== undefined){
let data62 = data60.renewalPeriod;
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
const err145 = {instancePath:instancePath+"/rate-limit/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit/properties/renewalPeriod/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 > 300 || isNaN(data62)){
const err146 = {instancePath:instancePath+"/rate-limit/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit/properties/renewalPeriod/maximum",keyword:"maximum",params:{comparison: "<=", limit: 300},message:"must be <= 300"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data62 < 1 || isNaN(data62)){
const err147 = {instancePath:instancePath+"/rate-limit/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit/properties/renewalPeriod/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
if(data60.remainingCallsHeaderName !== undefined){
let data63 = data60.remainingCallsHeaderName;
if(typeof data63 === "string"){
if(!pattern199.test(data63)){
const err148 = {instancePath:instancePath+"/rate-limit/remainingCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit/properties/remainingCallsHeaderName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
else {
const err149 = {instancePath:instancePath+"/rate-limit/remainingCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit/properties/remainingCallsHeaderName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data60.totalCallsHeaderName !== undefined){
let data64 = data60.totalCallsHeaderName;
if(typeof data64 === "string"){
if(!pattern199.test(data64)){
const err150 = {instancePath:instancePath+"/rate-limit/totalCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit/properties/totalCallsHeaderName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
else {
const err151 = {instancePath:instancePath+"/rate-limit/totalCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit/properties/totalCallsHeaderName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
else {
const err152 = {instancePath:instancePath+"/rate-limit",schemaPath:"#/definitions/policy-rate-limit/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data["rate-limit-by-key"] !== undefined){
let data65 = data["rate-limit-by-key"];
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
if(data65.calls === undefined){
const err153 = {instancePath:instancePath+"/rate-limit-by-key",schemaPath:"#/definitions/policy-rate-limit-by-key/required",keyword:"required",params:{missingProperty: "calls"},message:"must have required property '"+"calls"+"'"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if(data65.renewalPeriod === undefined){
const err154 = {instancePath:instancePath+"/rate-limit-by-key",schemaPath:"#/definitions/policy-rate-limit-by-key/required",keyword:"required",params:{missingProperty: "renewalPeriod"},message:"must have required property '"+"renewalPeriod"+"'"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
if(data65.counterKey === undefined){
const err155 = {instancePath:instancePath+"/rate-limit-by-key",schemaPath:"#/definitions/policy-rate-limit-by-key/required",keyword:"required",params:{missingProperty: "counterKey"},message:"must have required property '"+"counterKey"+"'"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
for(const key23 in data65){
if(!(((((key23 === "calls") || (key23 === "renewalPeriod")) || (key23 === "counterKey")) || (key23 === "remainingCallsHeaderName")) || (key23 === "totalCallsHeaderName"))){
const err156 = {instancePath:instancePath+"/rate-limit-by-key",schemaPath:"#/definitions/policy-rate-limit-by-key/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data65.calls !== undefined){
let data66 = data65.calls;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err157 = {instancePath:instancePath+"/rate-limit-by-key/calls",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/calls/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 > 1000000000 || isNaN(data66)){
const err158 = {instancePath:instancePath+"/rate-limit-by-key/calls",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/calls/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if(data66 < 1 || isNaN(data66)){
const err159 = {instancePath:instancePath+"/rate-limit-by-key/calls",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/calls/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
}
if(data65.renewalPeriod !== undefined){
let data67 = data65.renewalPeriod;
if(!(((typeof data67 == "number") && (!(data67 % 1) && !isNaN(data67))) && (isFinite(data67)))){
const err160 = {instancePath:instancePath+"/rate-limit-by-key/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/renewalPeriod/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 > 300 || isNaN(data67)){
const err161 = {instancePath:instancePath+"/rate-limit-by-key/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/renewalPeriod/maximum",keyword:"maximum",params:{comparison: "<=", limit: 300},message:"must be <= 300"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data67 < 1 || isNaN(data67)){
const err162 = {instancePath:instancePath+"/rate-limit-by-key/renewalPeriod",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/renewalPeriod/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
}
if(data65.counterKey !== undefined){
if(typeof data65.counterKey !== "string"){
const err163 = {instancePath:instancePath+"/rate-limit-by-key/counterKey",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/counterKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data65.remainingCallsHeaderName !== undefined){
let data69 = data65.remainingCallsHeaderName;
if(typeof data69 === "string"){
if(!pattern199.test(data69)){
const err164 = {instancePath:instancePath+"/rate-limit-by-key/remainingCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/remainingCallsHeaderName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
else {
const err165 = {instancePath:instancePath+"/rate-limit-by-key/remainingCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/remainingCallsHeaderName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data65.totalCallsHeaderName !== undefined){
let data70 = data65.totalCallsHeaderName;
if(typeof data70 === "string"){
if(!pattern199.test(data70)){
const err166 = {instancePath:instancePath+"/rate-limit-by-key/totalCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/totalCallsHeaderName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
else {
const err167 = {instancePath:instancePath+"/rate-limit-by-key/totalCallsHeaderName",schemaPath:"#/definitions/policy-rate-limit-by-key/properties/totalCallsHeaderName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
}
else {
const err168 = {instancePath:instancePath+"/rate-limit-by-key",schemaPath:"#/definitions/policy-rate-limit-by-key/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data["quota-by-key"] !== undefined){
let data71 = data["quota-by-key"];
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
if(data71.calls === undefined){
const err169 = {instancePath:instancePath+"/quota-by-key",schemaPath:"#/definitions/policy-quota-by-key/required",keyword:"required",params:{missingProperty: "calls"},message:"must have required property '"+"calls"+"'"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
if(data71.renewalPeriod === undefined){
const err170 = {instancePath:instancePath+"/quota-by-key",schemaPath:"#/definitions/policy-quota-by-key/required",keyword:"required",params:{missingProperty: "renewalPeriod"},message:"must have required property '"+"renewalPeriod"+"'"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
if(data71.counterKey === undefined){
const err171 = {instancePath:instancePath+"/quota-by-key",schemaPath:"#/definitions/policy-quota-by-key/required",keyword:"required",params:{missingProperty: "counterKey"},message:"must have required property '"+"counterKey"+"'"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
for(const key24 in data71){
if(!(((key24 === "calls") || (key24 === "renewalPeriod")) || (key24 === "counterKey"))){
const err172 = {instancePath:instancePath+"/quota-by-key",schemaPath:"#/definitions/policy-quota-by-key/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data71.calls !== undefined){
let data72 = data71.calls;
if(!(((typeof data72 == "number") && (!(data72 % 1) && !isNaN(data72))) && (isFinite(data72)))){
const err173 = {instancePath:instancePath+"/quota-by-key/calls",schemaPath:"#/definitions/policy-quota-by-key/properties/calls/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
if((typeof data72 == "number") && (isFinite(data72))){
if(data72 > 1000000000 || isNaN(data72)){
const err174 = {instancePath:instancePath+"/quota-by-key/calls",schemaPath:"#/definitions/policy-quota-by-key/properties/calls/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(data72 < 1 || isNaN(data72)){
const err175 = {instancePath:instancePath+"/quota-by-key/calls",schemaPath:"#/definitions/policy-quota-by-key/properties/calls/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
if(data71.renewalPeriod !== undefined){
let data73 = data71.renewalPeriod;
if(!(((typeof data73 == "number") && (!(data73 % 1) && !isNaN(data73))) && (isFinite(data73)))){
const err176 = {instancePath:instancePath+"/quota-by-key/renewalPeriod",schemaPath:"#/definitions/policy-quota-by-key/properties/renewalPeriod/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 > 31536000 || isNaN(data73)){
const err177 = {instancePath:instancePath+"/quota-by-key/renewalPeriod",schemaPath:"#/definitions/policy-quota-by-key/properties/renewalPeriod/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31536000},message:"must be <= 31536000"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if(data73 < 1 || isNaN(data73)){
const err178 = {instancePath:instancePath+"/quota-by-key/renewalPeriod",schemaPath:"#/definitions/policy-quota-by-key/properties/renewalPeriod/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
}
if(data71.counterKey !== undefined){
if(typeof data71.counterKey !== "string"){
const err179 = {instancePath:instancePath+"/quota-by-key/counterKey",schemaPath:"#/definitions/policy-quota-by-key/properties/counterKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
}
else {
const err180 = {instancePath:instancePath+"/quota-by-key",schemaPath:"#/definitions/policy-quota-by-key/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data["limit-concurrency"] !== undefined){
let data75 = data["limit-concurrency"];
if(data75 && typeof data75 == "object" && !Array.isArray(data75)){
if(data75.maxCount === undefined){
const err181 = {instancePath:instancePath+"/limit-concurrency",schemaPath:"#/definitions/policy-limit-concurrency/required",keyword:"required",params:{missingProperty: "maxCount"},message:"must have required property '"+"maxCount"+"'"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
for(const key25 in data75){
if(!((key25 === "key") || (key25 === "maxCount"))){
const err182 = {instancePath:instancePath+"/limit-concurrency",schemaPath:"#/definitions/policy-limit-concurrency/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data75.key !== undefined){
if(typeof data75.key !== "string"){
const err183 = {instancePath:instancePath+"/limit-concurrency/key",schemaPath:"#/definitions/policy-limit-concurrency/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
if(data75.maxCount !== undefined){
let data77 = data75.maxCount;
if(!(((typeof data77 == "number") && (!(data77 % 1) && !isNaN(data77))) && (isFinite(data77)))){
const err184 = {instancePath:instancePath+"/limit-concurrency/maxCount",schemaPath:"#/definitions/policy-limit-concurrency/properties/maxCount/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 > 1000000 || isNaN(data77)){
const err185 = {instancePath:instancePath+"/limit-concurrency/maxCount",schemaPath:"#/definitions/policy-limit-concurrency/properties/maxCount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if(data77 < 1 || isNaN(data77)){
const err186 = {instancePath:instancePath+"/limit-concurrency/maxCount",schemaPath:"#/definitions/policy-limit-concurrency/properties/maxCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
}
}
else {
const err187 = {instancePath:instancePath+"/limit-concurrency",schemaPath:"#/definitions/policy-limit-concurrency/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
if(data.cors !== undefined){
let data78 = data.cors;
if(data78 && typeof data78 == "object" && !Array.isArray(data78)){
if(data78.allowedOrigins === undefined){
const err188 = {instancePath:instancePath+"/cors",schemaPath:"#/definitions/policy-cors/required",keyword:"required",params:{missingProperty: "allowedOrigins"},message:"must have required property '"+"allowedOrigins"+"'"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
for(const key26 in data78){
if(!((((((key26 === "allowedOrigins") || (key26 === "allowedMethods")) || (key26 === "allowedHeaders")) || (key26 === "exposeHeaders")) || (key26 === "preflightResultMaxAge")) || (key26 === "terminateUnmatchedRequest"))){
const err189 = {instancePath:instancePath+"/cors",schemaPath:"#/definitions/policy-cors/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
if(data78.allowedOrigins !== undefined){
let data79 = data78.allowedOrigins;
if(Array.isArray(data79)){
if(data79.length < 1){
const err190 = {instancePath:instancePath+"/cors/allowedOrigins",schemaPath:"#/definitions/policy-cors/properties/allowedOrigins/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
const len8 = data79.length;
for(let i8=0; i8<len8; i8++){
let data80 = data79[i8];
if(typeof data80 === "string"){
if(!pattern213.test(data80)){
const err191 = {instancePath:instancePath+"/cors/allowedOrigins/" + i8,schemaPath:"#/definitions/policy-cors/properties/allowedOrigins/items/pattern",keyword:"pattern",params:{pattern: "^(?:\\*|https?://[^/]+)$"},message:"must match pattern \""+"^(?:\\*|https?://[^/]+)$"+"\""};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
else {
const err192 = {instancePath:instancePath+"/cors/allowedOrigins/" + i8,schemaPath:"#/definitions/policy-cors/properties/allowedOrigins/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
}
else {
const err193 = {instancePath:instancePath+"/cors/allowedOrigins",schemaPath:"#/definitions/policy-cors/properties/allowedOrigins/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
if(data78.allowedMethods !== undefined){
let data81 = data78.allowedMethods;
if(Array.isArray(data81)){
if(data81.length < 1){
const err194 = {instancePath:instancePath+"/cors/allowedMethods",schemaPath:"#/definitions/policy-cors/properties/allowedMethods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
const len9 = data81.length;
for(let i9=0; i9<len9; i9++){
let data82 = data81[i9];
if(typeof data82 !== "string"){
const err195 = {instancePath:instancePath+"/cors/allowedMethods/" + i9,schemaPath:"#/definitions/policy-cors/properties/allowedMethods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
if(!(((((((data82 === "GET") || (data82 === "HEAD")) || (data82 === "POST")) || (data82 === "PUT")) || (data82 === "PATCH")) || (data82 === "DELETE")) || (data82 === "OPTIONS"))){
const err196 = {instancePath:instancePath+"/cors/allowedMethods/" + i9,schemaPath:"#/definitions/policy-cors/properties/allowedMethods/items/enum",keyword:"enum",params:{allowedValues: schema73.properties.allowedMethods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/cors/allowedMethods",schemaPath:"#/definitions/policy-cors/properties/allowedMethods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
if(data78.allowedHeaders !== undefined){
let data83 = data78.allowedHeaders;
if(Array.isArray(data83)){
const len10 = data83.length;
for(let i10=0; i10<len10; i10++){
let data84 = data83[i10];
if(typeof data84 === "string"){
if(!pattern199.test(data84)){
const err198 = {instancePath:instancePath+"/cors/allowedHeaders/" + i10,schemaPath:"#/definitions/policy-cors/properties/allowedHeaders/items/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
else {
const err199 = {instancePath:instancePath+"/cors/allowedHeaders/" + i10,schemaPath:"#/definitions/policy-cors/properties/allowedHeaders/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
}
else {
const err200 = {instancePath:instancePath+"/cors/allowedHeaders",schemaPath:"#/definitions/policy-cors/properties/allowedHeaders/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data78.exposeHeaders !== undefined){
let data85 = data78.exposeHeaders;
if(Array.isArray(data85)){
const len11 = data85.length;
for(let i11=0; i11<len11; i11++){
let data86 = data85[i11];
if(typeof data86 === "string"){
if(!pattern199.test(data86)){
const err201 = {instancePath:instancePath+"/cors/exposeHeaders/" + i11,schemaPath:"#/definitions/policy-cors/properties/exposeHeaders/items/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
else {
const err202 = {instancePath:instancePath+"/cors/exposeHeaders/" + i11,schemaPath:"#/definitions/policy-cors/properties/exposeHeaders/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
}
else {
const err203 = {instancePath:instancePath+"/cors/exposeHeaders",schemaPath:"#/definitions/policy-cors/properties/exposeHeaders/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
if(data78.preflightResultMaxAge !== undefined){
let data87 = data78.preflightResultMaxAge;
if(!(((typeof data87 == "number") && (!(data87 % 1) && !isNaN(data87))) && (isFinite(data87)))){
const err204 = {instancePath:instancePath+"/cors/preflightResultMaxAge",schemaPath:"#/definitions/policy-cors/properties/preflightResultMaxAge/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
if((typeof data87 == "number") && (isFinite(data87))){
if(data87 > 86400 || isNaN(data87)){
const err205 = {instancePath:instancePath+"/cors/preflightResultMaxAge",schemaPath:"#/definitions/policy-cors/properties/preflightResultMaxAge/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data87 < 0 || isNaN(data87)){
const err206 = {instancePath:instancePath+"/cors/preflightResultMaxAge",schemaPath:"#/definitions/policy-cors/properties/preflightResultMaxAge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
}
if(data78.terminateUnmatchedRequest !== undefined){
if(typeof data78.terminateUnmatchedRequest !== "boolean"){
const err207 = {instancePath:instancePath+"/cors/terminateUnmatchedRequest",schemaPath:"#/definitions/policy-cors/properties/terminateUnmatchedRequest/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
}
else {
const err208 = {instancePath:instancePath+"/cors",schemaPath:"#/definitions/policy-cors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data["forward-request"] !== undefined){
let data89 = data["forward-request"];
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(data89.timeout === undefined){
const err209 = {instancePath:instancePath+"/forward-request",schemaPath:"#/definitions/policy-forward-request/required",keyword:"required",params:{missingProperty: "timeout"},message:"must have required property '"+"timeout"+"'"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
for(const key27 in data89){
if(!(key27 === "timeout")){
const err210 = {instancePath:instancePath+"/forward-request",schemaPath:"#/definitions/policy-forward-request/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key27},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data89.timeout !== undefined){
let data90 = data89.timeout;
if(!(((typeof data90 == "number") && (!(data90 % 1) && !isNaN(data90))) && (isFinite(data90)))){
const err211 = {instancePath:instancePath+"/forward-request/timeout",schemaPath:"#/definitions/policy-forward-request/properties/timeout/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 > 86400 || isNaN(data90)){
const err212 = {instancePath:instancePath+"/forward-request/timeout",schemaPath:"#/definitions/policy-forward-request/properties/timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if(data90 < 1 || isNaN(data90)){
const err213 = {instancePath:instancePath+"/forward-request/timeout",schemaPath:"#/definitions/policy-forward-request/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
}
}
else {
const err214 = {instancePath:instancePath+"/forward-request",schemaPath:"#/definitions/policy-forward-request/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
if(data.retry !== undefined){
let data91 = data.retry;
if(data91 && typeof data91 == "object" && !Array.isArray(data91)){
if(data91.count === undefined){
const err215 = {instancePath:instancePath+"/retry",schemaPath:"#/definitions/policy-retry/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
for(const key28 in data91){
if(!(((key28 === "count") || (key28 === "interval")) || (key28 === "maxInterval"))){
const err216 = {instancePath:instancePath+"/retry",schemaPath:"#/definitions/policy-retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key28},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data91.count !== undefined){
let data92 = data91.count;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
const err217 = {instancePath:instancePath+"/retry/count",schemaPath:"#/definitions/policy-retry/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 > 10 || isNaN(data92)){
const err218 = {instancePath:instancePath+"/retry/count",schemaPath:"#/definitions/policy-retry/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
if(data92 < 1 || isNaN(data92)){
const err219 = {instancePath:instancePath+"/retry/count",schemaPath:"#/definitions/policy-retry/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
}
if(data91.interval !== undefined){
let data93 = data91.interval;
if(!(((typeof data93 == "number") && (!(data93 % 1) && !isNaN(data93))) && (isFinite(data93)))){
const err220 = {instancePath:instancePath+"/retry/interval",schemaPath:"#/definitions/policy-retry/properties/interval/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
if((typeof data93 == "number") && (isFinite(data93))){
if(data93 > 60 || isNaN(data93)){
const err221 = {instancePath:instancePath+"/retry/interval",schemaPath:"#/definitions/policy-retry/properties/interval/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60},message:"must be <= 60"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
if(data93 < 0 || isNaN(data93)){
const err222 = {instancePath:instancePath+"/retry/interval",schemaPath:"#/definitions/policy-retry/properties/interval/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
}
if(data91.maxInterval !== undefined){
let data94 = data91.maxInterval;
if(!(((typeof data94 == "number") && (!(data94 % 1) && !isNaN(data94))) && (isFinite(data94)))){
const err223 = {instancePath:instancePath+"/retry/maxInterval",schemaPath:"#/definitions/policy-retry/properties/maxInterval/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 > 60 || isNaN(data94)){
const err224 = {instancePath:instancePath+"/retry/maxInterval",schemaPath:"#/definitions/policy-retry/properties/maxInterval/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60},message:"must be <= 60"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
if(data94 < 0 || isNaN(data94)){
const err225 = {instancePath:instancePath+"/retry/maxInterval",schemaPath:"#/definitions/policy-retry/properties/maxInterval/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
}
}
else {
const err226 = {instancePath:instancePath+"/retry",schemaPath:"#/definitions/policy-retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
if(data["on-error"] !== undefined){
if(!(validate51(data["on-error"], {instancePath:instancePath+"/on-error",parentData:data,parentDataProperty:"on-error",rootData}))){
vErrors = vErrors === null ? validate51.errors : appended(vErrors, validate51.errors);
errors = vErrors.length;
}
}
}
else {
const err227 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}


function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "match") || (key0 === "upstream")) || (key0 === "connection")) || (key0 === "policies")) || (key0 === "timeout")) || (key0 === "public")) || (key0 === "description")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.match !== undefined){
let data0 = data.match;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.path === undefined){
const err1 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key1 in data0){
if(!(((((key1 === "path") || (key1 === "methods")) || (key1 === "host")) || (key1 === "headers")) || (pattern0.test(key1)))){
const err2 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.path !== undefined){
let data1 = data0.path;
if(typeof data1 === "string"){
if(!pattern192.test(data1)){
const err3 = {instancePath:instancePath+"/match/path",schemaPath:"#/definitions/match/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/match/path",schemaPath:"#/definitions/match/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.methods !== undefined){
let data2 = data0.methods;
if(Array.isArray(data2)){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/match/methods",schemaPath:"#/definitions/match/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/match/methods/" + i0,schemaPath:"#/definitions/match/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(((((((data3 === "GET") || (data3 === "HEAD")) || (data3 === "POST")) || (data3 === "PUT")) || (data3 === "PATCH")) || (data3 === "DELETE")) || (data3 === "OPTIONS"))){
const err7 = {instancePath:instancePath+"/match/methods/" + i0,schemaPath:"#/definitions/match/properties/methods/items/enum",keyword:"enum",params:{allowedValues: schema56.properties.methods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/match/methods",schemaPath:"#/definitions/match/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.host !== undefined){
let data4 = data0.host;
if(typeof data4 === "string"){
if(!pattern193.test(data4)){
const err9 = {instancePath:instancePath+"/match/host",schemaPath:"#/definitions/match/properties/host/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/match/host",schemaPath:"#/definitions/match/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data0.headers !== undefined){
let data5 = data0.headers;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!(pattern132.test(key2))){
const err11 = {instancePath:instancePath+"/match/headers",schemaPath:"#/definitions/match/properties/headers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
for(const key3 in data5){
if(pattern132.test(key3)){
if(typeof data5[key3] !== "string"){
const err12 = {instancePath:instancePath+"/match/headers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/match/properties/headers/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/match/headers",schemaPath:"#/definitions/match/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.upstream !== undefined){
let data7 = data.upstream;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err15 = {instancePath:instancePath+"/upstream",schemaPath:"#/properties/upstream/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/upstream",schemaPath:"#/properties/upstream/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.connection !== undefined){
let data8 = data.connection;
if(typeof data8 === "string"){
if(!pattern180.test(data8)){
const err17 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.policies !== undefined){
let data9 = data.policies;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
if(!(validate48(data9[i1], {instancePath:instancePath+"/policies/" + i1,parentData:data9,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate48.errors : appended(vErrors, validate48.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.timeout !== undefined){
let data11 = data.timeout;
if(typeof data11 === "string"){
if(!pattern31.test(data11)){
const err20 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.public !== undefined){
if(typeof data.public !== "boolean"){
const err22 = {instancePath:instancePath+"/public",schemaPath:"#/properties/public/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.description !== undefined){
let data13 = data.description;
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err23 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}


function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "provider") || (key0 === "connection")) || (key0 === "accessPolicy")) || (key0 === "route")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.provider !== undefined){
if(!(validate25(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData}))){
vErrors = vErrors === null ? validate25.errors : appended(vErrors, validate25.errors);
errors = vErrors.length;
}
}
if(data.connection !== undefined){
if(!(validate37(data.connection, {instancePath:instancePath+"/connection",parentData:data,parentDataProperty:"connection",rootData}))){
vErrors = vErrors === null ? validate37.errors : appended(vErrors, validate37.errors);
errors = vErrors.length;
}
}
if(data.accessPolicy !== undefined){
if(!(validate44(data.accessPolicy, {instancePath:instancePath+"/accessPolicy",parentData:data,parentDataProperty:"accessPolicy",rootData}))){
vErrors = vErrors === null ? validate44.errors : appended(vErrors, validate44.errors);
errors = vErrors.length;
}
}
if(data.route !== undefined){
if(!(validate47(data.route, {instancePath:instancePath+"/route",parentData:data,parentDataProperty:"route",rootData}))){
vErrors = vErrors === null ? validate47.errors : appended(vErrors, validate47.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema77 = {"type":"object","properties":{"rules":{"$ref":"#/definitions/lintRules"},"maxSecretAge":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema78 = {"type":"object","properties":{"CM3001":{"type":"string","enum":["error","warning","info","off"]},"CM3002":{"type":"string","enum":["error","warning","info","off"]},"CM3003":{"type":"string","enum":["error","warning","info","off"]},"CM3004":{"type":"string","enum":["error","warning","info","off"]},"CM3010":{"type":"string","enum":["error","warning","info","off"]},"CM3012":{"type":"string","enum":["error","warning","info","off"]},"CM3014":{"type":"string","enum":["error","warning","info","off"]},"CM3015":{"type":"string","enum":["error","warning","info","off"]},"CM3016":{"type":"string","enum":["error","warning","info","off"]},"CM3017":{"type":"string","enum":["error","warning","info","off"]},"CM3102":{"type":"string","enum":["error","warning","info","off"]},"CM3103":{"type":"string","enum":["error","warning","info","off"]},"CM3104":{"type":"string","enum":["error","warning","info","off"]},"CM3105":{"type":"string","enum":["error","warning","info","off"]},"CM3106":{"type":"string","enum":["error","warning","info","off"]},"CM3107":{"type":"string","enum":["error","warning","info","off"]},"CM3108":{"type":"string","enum":["error","warning","info","off"]},"CM3203":{"type":"string","enum":["error","warning","info","off"]},"CM3204":{"type":"string","enum":["error","warning","info","off"]},"CM3205":{"type":"string","enum":["error","warning","info","off"]},"CM3206":{"type":"string","enum":["error","warning","info","off"]},"CM3210":{"type":"string","enum":["error","warning","info","off"]},"CM3301":{"type":"string","enum":["error","warning","info","off"]},"CM3302":{"type":"string","enum":["error","warning","info","off"]},"CM3303":{"type":"string","enum":["error","warning","info","off"]},"CM3304":{"type":"string","enum":["error","warning","info","off"]},"CM3401":{"type":"string","enum":["error","warning","info","off"]},"CM3402":{"type":"string","enum":["error","warning","info","off"]},"CM3403":{"type":"string","enum":["error","warning","info","off"]},"CM3404":{"type":"string","enum":["error","warning","info","off"]},"CM3405":{"type":"string","enum":["error","warning","info","off"]},"CM3501":{"type":"string","enum":["error","warning","info","off"]}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "rules") || (key0 === "maxSecretAge")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.rules !== undefined){
let data0 = data.rules;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!((func2.call(schema78.properties, key1)) || (pattern0.test(key1)))){
const err1 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/lintRules/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.CM3001 !== undefined){
let data1 = data0.CM3001;
if(typeof data1 !== "string"){
const err2 = {instancePath:instancePath+"/rules/CM3001",schemaPath:"#/definitions/lintRules/properties/CM3001/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((((data1 === "error") || (data1 === "warning")) || (data1 === "info")) || (data1 === "off"))){
const err3 = {instancePath:instancePath+"/rules/CM3001",schemaPath:"#/definitions/lintRules/properties/CM3001/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3001.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.CM3002 !== undefined){
let data2 = data0.CM3002;
if(typeof data2 !== "string"){
const err4 = {instancePath:instancePath+"/rules/CM3002",schemaPath:"#/definitions/lintRules/properties/CM3002/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!((((data2 === "error") || (data2 === "warning")) || (data2 === "info")) || (data2 === "off"))){
const err5 = {instancePath:instancePath+"/rules/CM3002",schemaPath:"#/definitions/lintRules/properties/CM3002/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3002.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.CM3003 !== undefined){
let data3 = data0.CM3003;
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/rules/CM3003",schemaPath:"#/definitions/lintRules/properties/CM3003/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!((((data3 === "error") || (data3 === "warning")) || (data3 === "info")) || (data3 === "off"))){
const err7 = {instancePath:instancePath+"/rules/CM3003",schemaPath:"#/definitions/lintRules/properties/CM3003/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3003.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.CM3004 !== undefined){
let data4 = data0.CM3004;
if(typeof data4 !== "string"){
const err8 = {instancePath:instancePath+"/rules/CM3004",schemaPath:"#/definitions/lintRules/properties/CM3004/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((((data4 === "error") || (data4 === "warning")) || (data4 === "info")) || (data4 === "off"))){
const err9 = {instancePath:instancePath+"/rules/CM3004",schemaPath:"#/definitions/lintRules/properties/CM3004/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3004.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.CM3010 !== undefined){
let data5 = data0.CM3010;
if(typeof data5 !== "string"){
const err10 = {instancePath:instancePath+"/rules/CM3010",schemaPath:"#/definitions/lintRules/properties/CM3010/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!((((data5 === "error") || (data5 === "warning")) || (data5 === "info")) || (data5 === "off"))){
const err11 = {instancePath:instancePath+"/rules/CM3010",schemaPath:"#/definitions/lintRules/properties/CM3010/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3010.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.CM3012 !== undefined){
let data6 = data0.CM3012;
if(typeof data6 !== "string"){
const err12 = {instancePath:instancePath+"/rules/CM3012",schemaPath:"#/definitions/lintRules/properties/CM3012/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!((((data6 === "error") || (data6 === "warning")) || (data6 === "info")) || (data6 === "off"))){
const err13 = {instancePath:instancePath+"/rules/CM3012",schemaPath:"#/definitions/lintRules/properties/CM3012/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3012.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.CM3014 !== undefined){
let data7 = data0.CM3014;
if(typeof data7 !== "string"){
const err14 = {instancePath:instancePath+"/rules/CM3014",schemaPath:"#/definitions/lintRules/properties/CM3014/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((((data7 === "error") || (data7 === "warning")) || (data7 === "info")) || (data7 === "off"))){
const err15 = {instancePath:instancePath+"/rules/CM3014",schemaPath:"#/definitions/lintRules/properties/CM3014/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3014.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.CM3015 !== undefined){
let data8 = data0.CM3015;
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/rules/CM3015",schemaPath:"#/definitions/lintRules/properties/CM3015/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((((data8 === "error") || (data8 === "warning")) || (data8 === "info")) || (data8 === "off"))){
const err17 = {instancePath:instancePath+"/rules/CM3015",schemaPath:"#/definitions/lintRules/properties/CM3015/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3015.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data0.CM3016 !== undefined){
let data9 = data0.CM3016;
if(typeof data9 !== "string"){
const err18 = {instancePath:instancePath+"/rules/CM3016",schemaPath:"#/definitions/lintRules/properties/CM3016/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((((data9 === "error") || (data9 === "warning")) || (data9 === "info")) || (data9 === "off"))){
const err19 = {instancePath:instancePath+"/rules/CM3016",schemaPath:"#/definitions/lintRules/properties/CM3016/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3016.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data0.CM3017 !== undefined){
let data10 = data0.CM3017;
if(typeof data10 !== "string"){
const err20 = {instancePath:instancePath+"/rules/CM3017",schemaPath:"#/definitions/lintRules/properties/CM3017/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!((((data10 === "error") || (data10 === "warning")) || (data10 === "info")) || (data10 === "off"))){
const err21 = {instancePath:instancePath+"/rules/CM3017",schemaPath:"#/definitions/lintRules/properties/CM3017/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3017.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data0.CM3102 !== undefined){
let data11 = data0.CM3102;
if(typeof data11 !== "string"){
const err22 = {instancePath:instancePath+"/rules/CM3102",schemaPath:"#/definitions/lintRules/properties/CM3102/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!((((data11 === "error") || (data11 === "warning")) || (data11 === "info")) || (data11 === "off"))){
const err23 = {instancePath:instancePath+"/rules/CM3102",schemaPath:"#/definitions/lintRules/properties/CM3102/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3102.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data0.CM3103 !== undefined){
let data12 = data0.CM3103;
if(typeof data12 !== "string"){
const err24 = {instancePath:instancePath+"/rules/CM3103",schemaPath:"#/definitions/lintRules/properties/CM3103/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!((((data12 === "error") || (data12 === "warning")) || (data12 === "info")) || (data12 === "off"))){
const err25 = {instancePath:instancePath+"/rules/CM3103",schemaPath:"#/definitions/lintRules/properties/CM3103/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3103.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data0.CM3104 !== undefined){
let data13 = data0.CM3104;
if(typeof data13 !== "string"){
const err26 = {instancePath:instancePath+"/rules/CM3104",schemaPath:"#/definitions/lintRules/properties/CM3104/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!((((data13 === "error") || (data13 === "warning")) || (data13 === "info")) || (data13 === "off"))){
const err27 = {instancePath:instancePath+"/rules/CM3104",schemaPath:"#/definitions/lintRules/properties/CM3104/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3104.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data0.CM3105 !== undefined){
let data14 = data0.CM3105;
if(typeof data14 !== "string"){
const err28 = {instancePath:instancePath+"/rules/CM3105",schemaPath:"#/definitions/lintRules/properties/CM3105/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!((((data14 === "error") || (data14 === "warning")) || (data14 === "info")) || (data14 === "off"))){
const err29 = {instancePath:instancePath+"/rules/CM3105",schemaPath:"#/definitions/lintRules/properties/CM3105/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3105.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data0.CM3106 !== undefined){
let data15 = data0.CM3106;
if(typeof data15 !== "string"){
const err30 = {instancePath:instancePath+"/rules/CM3106",schemaPath:"#/definitions/lintRules/properties/CM3106/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!((((data15 === "error") || (data15 === "warning")) || (data15 === "info")) || (data15 === "off"))){
const err31 = {instancePath:instancePath+"/rules/CM3106",schemaPath:"#/definitions/lintRules/properties/CM3106/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3106.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data0.CM3107 !== undefined){
let data16 = data0.CM3107;
if(typeof data16 !== "string"){
const err32 = {instancePath:instancePath+"/rules/CM3107",schemaPath:"#/definitions/lintRules/properties/CM3107/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((((data16 === "error") || (data16 === "warning")) || (data16 === "info")) || (data16 === "off"))){
const err33 = {instancePath:instancePath+"/rules/CM3107",schemaPath:"#/definitions/lintRules/properties/CM3107/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3107.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data0.CM3108 !== undefined){
let data17 = data0.CM3108;
if(typeof data17 !== "string"){
const err34 = {instancePath:instancePath+"/rules/CM3108",schemaPath:"#/definitions/lintRules/properties/CM3108/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!((((data17 === "error") || (data17 === "warning")) || (data17 === "info")) || (data17 === "off"))){
const err35 = {instancePath:instancePath+"/rules/CM3108",schemaPath:"#/definitions/lintRules/properties/CM3108/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3108.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data0.CM3203 !== undefined){
let data18 = data0.CM3203;
if(typeof data18 !== "string"){
const err36 = {instancePath:instancePath+"/rules/CM3203",schemaPath:"#/definitions/lintRules/properties/CM3203/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!((((data18 === "error") || (data18 === "warning")) || (data18 === "info")) || (data18 === "off"))){
const err37 = {instancePath:instancePath+"/rules/CM3203",schemaPath:"#/definitions/lintRules/properties/CM3203/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3203.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data0.CM3204 !== undefined){
let data19 = data0.CM3204;
if(typeof data19 !== "string"){
const err38 = {instancePath:instancePath+"/rules/CM3204",schemaPath:"#/definitions/lintRules/properties/CM3204/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((((data19 === "error") || (data19 === "warning")) || (data19 === "info")) || (data19 === "off"))){
const err39 = {instancePath:instancePath+"/rules/CM3204",schemaPath:"#/definitions/lintRules/properties/CM3204/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3204.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data0.CM3205 !== undefined){
let data20 = data0.CM3205;
if(typeof data20 !== "string"){
const err40 = {instancePath:instancePath+"/rules/CM3205",schemaPath:"#/definitions/lintRules/properties/CM3205/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((((data20 === "error") || (data20 === "warning")) || (data20 === "info")) || (data20 === "off"))){
const err41 = {instancePath:instancePath+"/rules/CM3205",schemaPath:"#/definitions/lintRules/properties/CM3205/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3205.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data0.CM3206 !== undefined){
let data21 = data0.CM3206;
if(typeof data21 !== "string"){
const err42 = {instancePath:instancePath+"/rules/CM3206",schemaPath:"#/definitions/lintRules/properties/CM3206/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!((((data21 === "error") || (data21 === "warning")) || (data21 === "info")) || (data21 === "off"))){
const err43 = {instancePath:instancePath+"/rules/CM3206",schemaPath:"#/definitions/lintRules/properties/CM3206/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3206.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data0.CM3210 !== undefined){
let data22 = data0.CM3210;
if(typeof data22 !== "string"){
const err44 = {instancePath:instancePath+"/rules/CM3210",schemaPath:"#/definitions/lintRules/properties/CM3210/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!((((data22 === "error") || (data22 === "warning")) || (data22 === "info")) || (data22 === "off"))){
const err45 = {instancePath:instancePath+"/rules/CM3210",schemaPath:"#/definitions/lintRules/properties/CM3210/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3210.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data0.CM3301 !== undefined){
let data23 = data0.CM3301;
if(typeof data23 !== "string"){
const err46 = {instancePath:instancePath+"/rules/CM3301",schemaPath:"#/definitions/lintRules/properties/CM3301/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(!((((data23 === "error") || (data23 === "warning")) || (data23 === "info")) || (data23 === "off"))){
const err47 = {instancePath:instancePath+"/rules/CM3301",schemaPath:"#/definitions/lintRules/properties/CM3301/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3301.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data0.CM3302 !== undefined){
let data24 = data0.CM3302;
if(typeof data24 !== "string"){
const err48 = {instancePath:instancePath+"/rules/CM3302",schemaPath:"#/definitions/lintRules/properties/CM3302/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!((((data24 === "error") || (data24 === "warning")) || (data24 === "info")) || (data24 === "off"))){
const err49 = {instancePath:instancePath+"/rules/CM3302",schemaPath:"#/definitions/lintRules/properties/CM3302/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3302.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data0.CM3303 !== undefined){
let data25 = data0.CM3303;
if(typeof data25 !== "string"){
const err50 = {instancePath:instancePath+"/rules/CM3303",schemaPath:"#/definitions/lintRules/properties/CM3303/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!((((data25 === "error") || (data25 === "warning")) || (data25 === "info")) || (data25 === "off"))){
const err51 = {instancePath:instancePath+"/rules/CM3303",schemaPath:"#/definitions/lintRules/properties/CM3303/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3303.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data0.CM3304 !== undefined){
let data26 = data0.CM3304;
if(typeof data26 !== "string"){
const err52 = {instancePath:instancePath+"/rules/CM3304",schemaPath:"#/definitions/lintRules/properties/CM3304/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!((((data26 === "error") || (data26 === "warning")) || (data26 === "info")) || (data26 === "off"))){
const err53 = {instancePath:instancePath+"/rules/CM3304",schemaPath:"#/definitions/lintRules/properties/CM3304/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3304.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data0.CM3401 !== undefined){
let data27 = data0.CM3401;
if(typeof data27 !== "string"){
const err54 = {instancePath:instancePath+"/rules/CM3401",schemaPath:"#/definitions/lintRules/properties/CM3401/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(!((((data27 === "error") || (data27 === "warning")) || (data27 === "info")) || (data27 === "off"))){
const err55 = {instancePath:instancePath+"/rules/CM3401",schemaPath:"#/definitions/lintRules/properties/CM3401/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3401.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data0.CM3402 !== undefined){
let data28 = data0.CM3402;
if(typeof data28 !== "string"){
const err56 = {instancePath:instancePath+"/rules/CM3402",schemaPath:"#/definitions/lintRules/properties/CM3402/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!((((data28 === "error") || (data28 === "warning")) || (data28 === "info")) || (data28 === "off"))){
const err57 = {instancePath:instancePath+"/rules/CM3402",schemaPath:"#/definitions/lintRules/properties/CM3402/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3402.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data0.CM3403 !== undefined){
let data29 = data0.CM3403;
if(typeof data29 !== "string"){
const err58 = {instancePath:instancePath+"/rules/CM3403",schemaPath:"#/definitions/lintRules/properties/CM3403/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!((((data29 === "error") || (data29 === "warning")) || (data29 === "info")) || (data29 === "off"))){
const err59 = {instancePath:instancePath+"/rules/CM3403",schemaPath:"#/definitions/lintRules/properties/CM3403/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3403.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data0.CM3404 !== undefined){
let data30 = data0.CM3404;
if(typeof data30 !== "string"){
const err60 = {instancePath:instancePath+"/rules/CM3404",schemaPath:"#/definitions/lintRules/properties/CM3404/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(!((((data30 === "error") || (data30 === "warning")) || (data30 === "info")) || (data30 === "off"))){
const err61 = {instancePath:instancePath+"/rules/CM3404",schemaPath:"#/definitions/lintRules/properties/CM3404/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3404.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data0.CM3405 !== undefined){
let data31 = data0.CM3405;
if(typeof data31 !== "string"){
const err62 = {instancePath:instancePath+"/rules/CM3405",schemaPath:"#/definitions/lintRules/properties/CM3405/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(!((((data31 === "error") || (data31 === "warning")) || (data31 === "info")) || (data31 === "off"))){
const err63 = {instancePath:instancePath+"/rules/CM3405",schemaPath:"#/definitions/lintRules/properties/CM3405/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3405.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data0.CM3501 !== undefined){
let data32 = data0.CM3501;
if(typeof data32 !== "string"){
const err64 = {instancePath:instancePath+"/rules/CM3501",schemaPath:"#/definitions/lintRules/properties/CM3501/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!((((data32 === "error") || (data32 === "warning")) || (data32 === "info")) || (data32 === "off"))){
const err65 = {instancePath:instancePath+"/rules/CM3501",schemaPath:"#/definitions/lintRules/properties/CM3501/enum",keyword:"enum",params:{allowedValues: schema78.properties.CM3501.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/lintRules/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.maxSecretAge !== undefined){
let data33 = data.maxSecretAge;
if(typeof data33 === "string"){
if(!pattern31.test(data33)){
const err67 = {instancePath:instancePath+"/maxSecretAge",schemaPath:"#/properties/maxSecretAge/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/maxSecretAge",schemaPath:"#/properties/maxSecretAge/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}

const schema79 = {"type":"object","properties":{"issuer":{"type":"string","pattern":"^\\S+$"},"audience":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"type":"string","pattern":"\\S"}},"algorithms":{"type":"array","items":{"type":"string","enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA"]},"minItems":1},"claims":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"clockTolerance":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"apiKey":{"$ref":"#/definitions/secret"},"nextApiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"login":{"$ref":"#/definitions/login"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema82 = {"type":"object","required":["clientId"],"properties":{"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"scopes":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.clientId === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientId"},message:"must have required property '"+"clientId"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "clientId") || (key0 === "clientSecret")) || (key0 === "scopes")) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.clientId !== undefined){
let data0 = data.clientId;
if(typeof data0 === "string"){
if(!pattern20.test(data0)){
const err2 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.clientSecret !== undefined){
let data1 = data.clientSecret;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err4 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err5 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.env !== undefined){
let data2 = data1.env;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err6 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.file !== undefined){
let data3 = data1.file;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err8 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data1.exec !== undefined){
let data4 = data1.exec;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern20.test(data5)){
const err11 = {instancePath:instancePath+"/clientSecret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/clientSecret/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.execEnv !== undefined){
let data6 = data1.execEnv;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err14 = {instancePath:instancePath+"/clientSecret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/clientSecret/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/clientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data1.sealed !== undefined){
let data8 = data1.sealed;
if(typeof data8 === "string"){
if(!pattern39.test(data8)){
const err17 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data1.rotatedAt !== undefined){
let data9 = data1.rotatedAt;
if(typeof data9 === "string"){
if(!pattern40.test(data9)){
const err19 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.scopes !== undefined){
let data10 = data.scopes;
if(Array.isArray(data10)){
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
let data11 = data10[i2];
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err22 = {instancePath:instancePath+"/scopes/" + i2,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/scopes/" + i2,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}


function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((((key0 === "issuer") || (key0 === "audience")) || (key0 === "algorithms")) || (key0 === "claims")) || (key0 === "clockTolerance")) || (key0 === "apiKey")) || (key0 === "nextApiKey")) || (key0 === "login")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.issuer !== undefined){
let data0 = data.issuer;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err1 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.audience !== undefined){
let data1 = data.audience;
if((typeof data1 !== "string") && (!(Array.isArray(data1)))){
const err3 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: schema79.properties.audience.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(!pattern20.test(data1)){
const err4 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err6 = {instancePath:instancePath+"/audience/" + i0,schemaPath:"#/properties/audience/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/audience/" + i0,schemaPath:"#/properties/audience/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.algorithms !== undefined){
let data3 = data.algorithms;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/algorithms",schemaPath:"#/properties/algorithms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(typeof data4 !== "string"){
const err9 = {instancePath:instancePath+"/algorithms/" + i1,schemaPath:"#/properties/algorithms/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!((((((((((data4 === "RS256") || (data4 === "RS384")) || (data4 === "RS512")) || (data4 === "PS256")) || (data4 === "PS384")) || (data4 === "PS512")) || (data4 === "ES256")) || (data4 === "ES384")) || (data4 === "ES512")) || (data4 === "EdDSA"))){
const err10 = {instancePath:instancePath+"/algorithms/" + i1,schemaPath:"#/properties/algorithms/items/enum",keyword:"enum",params:{allowedValues: schema79.properties.algorithms.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/algorithms",schemaPath:"#/properties/algorithms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.claims !== undefined){
let data5 = data.claims;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!(pattern132.test(key1))){
const err12 = {instancePath:instancePath+"/claims",schemaPath:"#/properties/claims/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
for(const key2 in data5){
if(pattern132.test(key2)){
if(typeof data5[key2] !== "string"){
const err13 = {instancePath:instancePath+"/claims/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/claims/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/claims",schemaPath:"#/properties/claims/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.clockTolerance !== undefined){
let data7 = data.clockTolerance;
if(typeof data7 === "string"){
if(!pattern31.test(data7)){
const err15 = {instancePath:instancePath+"/clockTolerance",schemaPath:"#/properties/clockTolerance/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/clockTolerance",schemaPath:"#/properties/clockTolerance/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.apiKey !== undefined){
let data8 = data.apiKey;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length < 1){
const err17 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data8){
if(!((((((key3 === "env") || (key3 === "file")) || (key3 === "exec")) || (key3 === "execEnv")) || (key3 === "sealed")) || (key3 === "rotatedAt"))){
const err18 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data8.env !== undefined){
let data9 = data8.env;
if(typeof data9 === "string"){
if(!pattern2.test(data9)){
const err19 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.file !== undefined){
let data10 = data8.file;
if(typeof data10 === "string"){
if(!pattern20.test(data10)){
const err21 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.exec !== undefined){
let data11 = data8.exec;
if(Array.isArray(data11)){
if(data11.length < 1){
const err23 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
let data12 = data11[i2];
if(typeof data12 === "string"){
if(!pattern20.test(data12)){
const err24 = {instancePath:instancePath+"/apiKey/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/apiKey/exec/" + i2,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data8.execEnv !== undefined){
let data13 = data8.execEnv;
if(Array.isArray(data13)){
const len3 = data13.length;
for(let i3=0; i3<len3; i3++){
let data14 = data13[i3];
if(typeof data14 === "string"){
if(!pattern2.test(data14)){
const err27 = {instancePath:instancePath+"/apiKey/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/apiKey/execEnv/" + i3,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/apiKey/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data8.sealed !== undefined){
let data15 = data8.sealed;
if(typeof data15 === "string"){
if(!pattern39.test(data15)){
const err30 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data8.rotatedAt !== undefined){
let data16 = data8.rotatedAt;
if(typeof data16 === "string"){
if(!pattern40.test(data16)){
const err32 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.nextApiKey !== undefined){
let data17 = data.nextApiKey;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(Object.keys(data17).length < 1){
const err35 = {instancePath:instancePath+"/nextApiKey",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key4 in data17){
if(!((((((key4 === "env") || (key4 === "file")) || (key4 === "exec")) || (key4 === "execEnv")) || (key4 === "sealed")) || (key4 === "rotatedAt"))){
const err36 = {instancePath:instancePath+"/nextApiKey",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data17.env !== undefined){
let data18 = data17.env;
if(typeof data18 === "string"){
if(!pattern2.test(data18)){
const err37 = {instancePath:instancePath+"/nextApiKey/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/nextApiKey/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.file !== undefined){
let data19 = data17.file;
if(typeof data19 === "string"){
if(!pattern20.test(data19)){
const err39 = {instancePath:instancePath+"/nextApiKey/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/nextApiKey/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data17.exec !== undefined){
let data20 = data17.exec;
if(Array.isArray(data20)){
if(data20.length < 1){
const err41 = {instancePath:instancePath+"/nextApiKey/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len4 = data20.length;
for(let i4=0; i4<len4; i4++){
let data21 = data20[i4];
if(typeof data21 === "string"){
if(!pattern20.test(data21)){
const err42 = {instancePath:instancePath+"/nextApiKey/exec/" + i4,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/nextApiKey/exec/" + i4,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/nextApiKey/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data17.execEnv !== undefined){
let data22 = data17.execEnv;
if(Array.isArray(data22)){
const len5 = data22.length;
for(let i5=0; i5<len5; i5++){
let data23 = data22[i5];
if(typeof data23 === "string"){
if(!pattern2.test(data23)){
const err45 = {instancePath:instancePath+"/nextApiKey/execEnv/" + i5,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/nextApiKey/execEnv/" + i5,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/nextApiKey/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data17.sealed !== undefined){
let data24 = data17.sealed;
if(typeof data24 === "string"){
if(!pattern39.test(data24)){
const err48 = {instancePath:instancePath+"/nextApiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/nextApiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data17.rotatedAt !== undefined){
let data25 = data17.rotatedAt;
if(typeof data25 === "string"){
if(!pattern40.test(data25)){
const err50 = {instancePath:instancePath+"/nextApiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/nextApiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/nextApiKey",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.login !== undefined){
if(!(validate59(data.login, {instancePath:instancePath+"/login",parentData:data,parentDataProperty:"login",rootData}))){
vErrors = vErrors === null ? validate59.errors : appended(vErrors, validate59.errors);
errors = vErrors.length;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}

const schema84 = {"type":"object","required":["grant"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"template":{"type":"string","enum":["entra","generic","github","google"]},"issuer":{"type":"string","pattern":"^\\S+$"},"endpoints":{"$ref":"#/definitions/endpoints"},"grant":{"type":"string","enum":["authorizationCode","clientCredentials","deviceCode","jwtBearer","tokenExchange","static"]},"clientId":{"type":"string","pattern":"\\S"},"registration":{"$ref":"#/definitions/registration"},"clientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"clientAuth":{"$ref":"#/definitions/clientAuth"},"assertion":{"$ref":"#/definitions/assertion"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"audience":{"type":"string","pattern":"\\S"},"resource":{"type":"string","pattern":"\\S"},"authorizationParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"tokenParams":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"parameters":{"type":"object","properties":{"tenant":{"type":"string"}},"additionalProperties":{"type":"string"}},"apiHosts":{"type":"array","items":{"type":"string","pattern":"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"}},"pkce":{"enum":["S256"]},"refresh":{"$ref":"#/definitions/refresh"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema85 = {"type":["array","object"],"items":{"type":["string","number"]},"properties":{"file":{"type":"string","pattern":"^[^/\\\\]"},"key":{"type":"string","pattern":"\\S"}}};

function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.grant === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "grant"},message:"must have required property '"+"grant"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema84.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.forEach !== undefined){
let data0 = data.forEach;
if(!data0 || typeof data0 != "object"){
const err2 = {instancePath:instancePath+"/forEach",schemaPath:"#/definitions/forEach/type",keyword:"type",params:{type: schema85.type},message:"must be array,object"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err3 = {instancePath:instancePath+"/forEach/" + i0,schemaPath:"#/definitions/forEach/items/type",keyword:"type",params:{type: schema85.items.type},message:"must be string,number"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err4 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\]"},message:"must match pattern \""+"^[^/\\\\]"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.key !== undefined){
let data3 = data0.key;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err6 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.template !== undefined){
let data4 = data.template;
if(typeof data4 !== "string"){
const err8 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((((data4 === "entra") || (data4 === "generic")) || (data4 === "github")) || (data4 === "google"))){
const err9 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/enum",keyword:"enum",params:{allowedValues: schema84.properties.template.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.issuer !== undefined){
let data5 = data.issuer;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err10 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.endpoints !== undefined){
let data6 = data.endpoints;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((func2.call(schema27.properties, key1)) || (pattern0.test(key1)))){
const err12 = {instancePath:instancePath+"/endpoints",schemaPath:"#/definitions/endpoints/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.authorization !== undefined){
let data7 = data6.authorization;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err13 = {instancePath:instancePath+"/endpoints/authorization",schemaPath:"#/definitions/endpoints/properties/authorization/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/endpoints/authorization",schemaPath:"#/definitions/endpoints/properties/authorization/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data6.token !== undefined){
let data8 = data6.token;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err15 = {instancePath:instancePath+"/endpoints/token",schemaPath:"#/definitions/endpoints/properties/token/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/endpoints/token",schemaPath:"#/definitions/endpoints/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data6.revocation !== undefined){
let data9 = data6.revocation;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err17 = {instancePath:instancePath+"/endpoints/revocation",schemaPath:"#/definitions/endpoints/properties/revocation/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/endpoints/revocation",schemaPath:"#/definitions/endpoints/properties/revocation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.introspection !== undefined){
let data10 = data6.introspection;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err19 = {instancePath:instancePath+"/endpoints/introspection",schemaPath:"#/definitions/endpoints/properties/introspection/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/endpoints/introspection",schemaPath:"#/definitions/endpoints/properties/introspection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data6.userinfo !== undefined){
let data11 = data6.userinfo;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err21 = {instancePath:instancePath+"/endpoints/userinfo",schemaPath:"#/definitions/endpoints/properties/userinfo/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/endpoints/userinfo",schemaPath:"#/definitions/endpoints/properties/userinfo/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.pushedAuthorizationRequest !== undefined){
let data12 = data6.pushedAuthorizationRequest;
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err23 = {instancePath:instancePath+"/endpoints/pushedAuthorizationRequest",schemaPath:"#/definitions/endpoints/properties/pushedAuthorizationRequest/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/endpoints/pushedAuthorizationRequest",schemaPath:"#/definitions/endpoints/properties/pushedAuthorizationRequest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.deviceAuthorization !== undefined){
let data13 = data6.deviceAuthorization;
if(typeof data13 === "string"){
if(!pattern5.test(data13)){
const err25 = {instancePath:instancePath+"/endpoints/deviceAuthorization",schemaPath:"#/definitions/endpoints/properties/deviceAuthorization/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/endpoints/deviceAuthorization",schemaPath:"#/definitions/endpoints/properties/deviceAuthorization/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data6.registration !== undefined){
let data14 = data6.registration;
if(typeof data14 === "string"){
if(!pattern5.test(data14)){
const err27 = {instancePath:instancePath+"/endpoints/registration",schemaPath:"#/definitions/endpoints/properties/registration/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/endpoints/registration",schemaPath:"#/definitions/endpoints/properties/registration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data6.jwks !== undefined){
let data15 = data6.jwks;
if(typeof data15 === "string"){
if(!pattern5.test(data15)){
const err29 = {instancePath:instancePath+"/endpoints/jwks",schemaPath:"#/definitions/endpoints/properties/jwks/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/endpoints/jwks",schemaPath:"#/definitions/endpoints/properties/jwks/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/endpoints",schemaPath:"#/definitions/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.grant !== undefined){
let data16 = data.grant;
if(typeof data16 !== "string"){
const err32 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((((((data16 === "authorizationCode") || (data16 === "clientCredentials")) || (data16 === "deviceCode")) || (data16 === "jwtBearer")) || (data16 === "tokenExchange")) || (data16 === "static"))){
const err33 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/enum",keyword:"enum",params:{allowedValues: schema84.properties.grant.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.clientId !== undefined){
let data17 = data.clientId;
if(typeof data17 === "string"){
if(!pattern20.test(data17)){
const err34 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.registration !== undefined){
if(!(validate26(data.registration, {instancePath:instancePath+"/registration",parentData:data,parentDataProperty:"registration",rootData}))){
vErrors = vErrors === null ? validate26.errors : appended(vErrors, validate26.errors);
errors = vErrors.length;
}
}
if(data.clientSecret !== undefined){
let data19 = data.clientSecret;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(Object.keys(data19).length < 1){
const err36 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key2 in data19){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err37 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data19.env !== undefined){
let data20 = data19.env;
if(typeof data20 === "string"){
if(!pattern2.test(data20)){
const err38 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data19.file !== undefined){
let data21 = data19.file;
if(typeof data21 === "string"){
if(!pattern20.test(data21)){
const err40 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data19.exec !== undefined){
let data22 = data19.exec;
if(Array.isArray(data22)){
if(data22.length < 1){
const err42 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const len1 = data22.length;
for(let i1=0; i1<len1; i1++){
let data23 = data22[i1];
if(typeof data23 === "string"){
if(!pattern20.test(data23)){
const err43 = {instancePath:instancePath+"/clientSecret/exec/" + i1,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/clientSecret/exec/" + i1,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data19.execEnv !== undefined){
let data24 = data19.execEnv;
if(Array.isArray(data24)){
const len2 = data24.length;
for(let i2=0; i2<len2; i2++){
let data25 = data24[i2];
if(typeof data25 === "string"){
if(!pattern2.test(data25)){
const err46 = {instancePath:instancePath+"/clientSecret/execEnv/" + i2,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/clientSecret/execEnv/" + i2,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/clientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data19.sealed !== undefined){
let data26 = data19.sealed;
if(typeof data26 === "string"){
if(!pattern39.test(data26)){
const err49 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data19.rotatedAt !== undefined){
let data27 = data19.rotatedAt;
if(typeof data27 === "string"){
if(!pattern40.test(data27)){
const err51 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.nextClientSecret !== undefined){
let data28 = data.nextClientSecret;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(Object.keys(data28).length < 1){
const err54 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
for(const key3 in data28){
if(!((((((key3 === "env") || (key3 === "file")) || (key3 === "exec")) || (key3 === "execEnv")) || (key3 === "sealed")) || (key3 === "rotatedAt"))){
const err55 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data28.env !== undefined){
let data29 = data28.env;
if(typeof data29 === "string"){
if(!pattern2.test(data29)){
const err56 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data28.file !== undefined){
let data30 = data28.file;
if(typeof data30 === "string"){
if(!pattern20.test(data30)){
const err58 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data28.exec !== undefined){
let data31 = data28.exec;
if(Array.isArray(data31)){
if(data31.length < 1){
const err60 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
let data32 = data31[i3];
if(typeof data32 === "string"){
if(!pattern20.test(data32)){
const err61 = {instancePath:instancePath+"/nextClientSecret/exec/" + i3,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/nextClientSecret/exec/" + i3,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data28.execEnv !== undefined){
let data33 = data28.execEnv;
if(Array.isArray(data33)){
const len4 = data33.length;
for(let i4=0; i4<len4; i4++){
let data34 = data33[i4];
if(typeof data34 === "string"){
if(!pattern2.test(data34)){
const err64 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i4,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i4,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/nextClientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data28.sealed !== undefined){
let data35 = data28.sealed;
if(typeof data35 === "string"){
if(!pattern39.test(data35)){
const err67 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data28.rotatedAt !== undefined){
let data36 = data28.rotatedAt;
if(typeof data36 === "string"){
if(!pattern40.test(data36)){
const err69 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.clientAuth !== undefined){
if(!(validate28(data.clientAuth, {instancePath:instancePath+"/clientAuth",parentData:data,parentDataProperty:"clientAuth",rootData}))){
vErrors = vErrors === null ? validate28.errors : appended(vErrors, validate28.errors);
errors = vErrors.length;
}
}
if(data.assertion !== undefined){
if(!(validate34(data.assertion, {instancePath:instancePath+"/assertion",parentData:data,parentDataProperty:"assertion",rootData}))){
vErrors = vErrors === null ? validate34.errors : appended(vErrors, validate34.errors);
errors = vErrors.length;
}
}
if(data.scopes !== undefined){
let data39 = data.scopes;
if(Array.isArray(data39)){
const len5 = data39.length;
for(let i5=0; i5<len5; i5++){
let data40 = data39[i5];
if(typeof data40 === "string"){
if(!pattern129.test(data40)){
const err72 = {instancePath:instancePath+"/scopes/" + i5,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^[!#-\\[\\]-~]+$"},message:"must match pattern \""+"^[!#-\\[\\]-~]+$"+"\""};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/scopes/" + i5,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.audience !== undefined){
let data41 = data.audience;
if(typeof data41 === "string"){
if(!pattern20.test(data41)){
const err75 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data.resource !== undefined){
let data42 = data.resource;
if(typeof data42 === "string"){
if(!pattern20.test(data42)){
const err77 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.authorizationParams !== undefined){
let data43 = data.authorizationParams;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key4 in data43){
if(!(pattern132.test(key4))){
const err79 = {instancePath:instancePath+"/authorizationParams",schemaPath:"#/properties/authorizationParams/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
for(const key5 in data43){
if(pattern132.test(key5)){
if(typeof data43[key5] !== "string"){
const err80 = {instancePath:instancePath+"/authorizationParams/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/authorizationParams/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
}
else {
const err81 = {instancePath:instancePath+"/authorizationParams",schemaPath:"#/properties/authorizationParams/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.tokenParams !== undefined){
let data45 = data.tokenParams;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key6 in data45){
if(!(pattern132.test(key6))){
const err82 = {instancePath:instancePath+"/tokenParams",schemaPath:"#/properties/tokenParams/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
for(const key7 in data45){
if(pattern132.test(key7)){
if(typeof data45[key7] !== "string"){
const err83 = {instancePath:instancePath+"/tokenParams/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tokenParams/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
}
else {
const err84 = {instancePath:instancePath+"/tokenParams",schemaPath:"#/properties/tokenParams/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.parameters !== undefined){
let data47 = data.parameters;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key8 in data47){
if(!(key8 === "tenant")){
if(typeof data47[key8] !== "string"){
const err85 = {instancePath:instancePath+"/parameters/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/parameters/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
if(data47.tenant !== undefined){
if(typeof data47.tenant !== "string"){
const err86 = {instancePath:instancePath+"/parameters/tenant",schemaPath:"#/properties/parameters/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
else {
const err87 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.apiHosts !== undefined){
let data50 = data.apiHosts;
if(Array.isArray(data50)){
const len6 = data50.length;
for(let i6=0; i6<len6; i6++){
let data51 = data50[i6];
if(typeof data51 === "string"){
if(!pattern136.test(data51)){
const err88 = {instancePath:instancePath+"/apiHosts/" + i6,schemaPath:"#/properties/apiHosts/items/pattern",keyword:"pattern",params:{pattern: "^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/apiHosts/" + i6,schemaPath:"#/properties/apiHosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/apiHosts",schemaPath:"#/properties/apiHosts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data.pkce !== undefined){
if(!(data.pkce === "S256")){
const err91 = {instancePath:instancePath+"/pkce",schemaPath:"#/properties/pkce/enum",keyword:"enum",params:{allowedValues: schema84.properties.pkce.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.refresh !== undefined){
let data53 = data.refresh;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key9 in data53){
if(!((((((key9 === "margin") || (key9 === "defaultLifetime")) || (key9 === "grantLifetime")) || (key9 === "keepAlive")) || (key9 === "ratePerSecond")) || (pattern0.test(key9)))){
const err92 = {instancePath:instancePath+"/refresh",schemaPath:"#/definitions/refresh/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data53.margin !== undefined){
let data54 = data53.margin;
if(typeof data54 === "string"){
if(!pattern31.test(data54)){
const err93 = {instancePath:instancePath+"/refresh/margin",schemaPath:"#/definitions/refresh/properties/margin/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/refresh/margin",schemaPath:"#/definitions/refresh/properties/margin/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data53.defaultLifetime !== undefined){
let data55 = data53.defaultLifetime;
if(typeof data55 === "string"){
if(!pattern31.test(data55)){
const err95 = {instancePath:instancePath+"/refresh/defaultLifetime",schemaPath:"#/definitions/refresh/properties/defaultLifetime/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/refresh/defaultLifetime",schemaPath:"#/definitions/refresh/properties/defaultLifetime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data53.grantLifetime !== undefined){
let data56 = data53.grantLifetime;
if(typeof data56 === "string"){
if(!pattern31.test(data56)){
const err97 = {instancePath:instancePath+"/refresh/grantLifetime",schemaPath:"#/definitions/refresh/properties/grantLifetime/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/refresh/grantLifetime",schemaPath:"#/definitions/refresh/properties/grantLifetime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data53.keepAlive !== undefined){
let data57 = data53.keepAlive;
if(typeof data57 === "string"){
if(!pattern31.test(data57)){
const err99 = {instancePath:instancePath+"/refresh/keepAlive",schemaPath:"#/definitions/refresh/properties/keepAlive/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/refresh/keepAlive",schemaPath:"#/definitions/refresh/properties/keepAlive/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data53.ratePerSecond !== undefined){
let data58 = data53.ratePerSecond;
if(!((typeof data58 == "number") && (isFinite(data58)))){
const err101 = {instancePath:instancePath+"/refresh/ratePerSecond",schemaPath:"#/definitions/refresh/properties/ratePerSecond/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
else {
const err102 = {instancePath:instancePath+"/refresh",schemaPath:"#/definitions/refresh/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
else {
const err103 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
validate62.errors = vErrors;
return errors === 0;
}

const schema90 = {"type":"object","properties":{"forEach":{"$ref":"#/definitions/forEach"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"}},"expect":{"$ref":"#/definitions/expect"},"consent":{"$ref":"#/definitions/consent"},"postLoginRedirectUrl":{"type":"string","pattern":"^\\S+$"},"allowedRedirectUrls":{"type":"array","items":{"type":"string","pattern":"^\\S+$"}},"clientId":{"type":"string","pattern":"\\S"},"clientSecret":{"$ref":"#/definitions/secret"},"nextClientSecret":{"allOf":[{"$ref":"#/definitions/secret"}]},"apiKey":{"allOf":[{"$ref":"#/definitions/secret"}]},"basic":{"$ref":"#/definitions/basic"},"subjectToken":{"$ref":"#/definitions/subjectToken"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"labels":{"type":"object","patternProperties":{"^(?!__proto__$)[^\\s\"]+$":{"type":"string"}},"additionalProperties":false},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema90.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.forEach !== undefined){
let data0 = data.forEach;
if(!data0 || typeof data0 != "object"){
const err1 = {instancePath:instancePath+"/forEach",schemaPath:"#/definitions/forEach/type",keyword:"type",params:{type: schema85.type},message:"must be array,object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err2 = {instancePath:instancePath+"/forEach/" + i0,schemaPath:"#/definitions/forEach/items/type",keyword:"type",params:{type: schema85.items.type},message:"must be string,number"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err3 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\]"},message:"must match pattern \""+"^[^/\\\\]"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.key !== undefined){
let data3 = data0.key;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err5 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
if(data.scopes !== undefined){
let data4 = data.scopes;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(!pattern129.test(data5)){
const err7 = {instancePath:instancePath+"/scopes/" + i1,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^[!#-\\[\\]-~]+$"},message:"must match pattern \""+"^[!#-\\[\\]-~]+$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/scopes/" + i1,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.expect !== undefined){
let data6 = data.expect;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length < 1){
const err10 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data6){
if(!(((((key1 === "account") || (key1 === "subject")) || (key1 === "email")) || (key1 === "tenant")) || (pattern0.test(key1)))){
const err11 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data6.account !== undefined){
let data7 = data6.account;
if(typeof data7 === "string"){
if(!pattern20.test(data7)){
const err12 = {instancePath:instancePath+"/expect/account",schemaPath:"#/definitions/expect/properties/account/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/expect/account",schemaPath:"#/definitions/expect/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data6.subject !== undefined){
let data8 = data6.subject;
if(typeof data8 === "string"){
if(!pattern20.test(data8)){
const err14 = {instancePath:instancePath+"/expect/subject",schemaPath:"#/definitions/expect/properties/subject/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/expect/subject",schemaPath:"#/definitions/expect/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.email !== undefined){
let data9 = data6.email;
if(typeof data9 === "string"){
if(!pattern20.test(data9)){
const err16 = {instancePath:instancePath+"/expect/email",schemaPath:"#/definitions/expect/properties/email/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/expect/email",schemaPath:"#/definitions/expect/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.tenant !== undefined){
let data10 = data6.tenant;
if(typeof data10 === "string"){
if(!pattern20.test(data10)){
const err18 = {instancePath:instancePath+"/expect/tenant",schemaPath:"#/definitions/expect/properties/tenant/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/expect/tenant",schemaPath:"#/definitions/expect/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/expect",schemaPath:"#/definitions/expect/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.consent !== undefined){
if(!(validate38(data.consent, {instancePath:instancePath+"/consent",parentData:data,parentDataProperty:"consent",rootData}))){
vErrors = vErrors === null ? validate38.errors : appended(vErrors, validate38.errors);
errors = vErrors.length;
}
}
if(data.postLoginRedirectUrl !== undefined){
let data12 = data.postLoginRedirectUrl;
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err21 = {instancePath:instancePath+"/postLoginRedirectUrl",schemaPath:"#/properties/postLoginRedirectUrl/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/postLoginRedirectUrl",schemaPath:"#/properties/postLoginRedirectUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.allowedRedirectUrls !== undefined){
let data13 = data.allowedRedirectUrls;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(typeof data14 === "string"){
if(!pattern5.test(data14)){
const err23 = {instancePath:instancePath+"/allowedRedirectUrls/" + i2,schemaPath:"#/properties/allowedRedirectUrls/items/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/allowedRedirectUrls/" + i2,schemaPath:"#/properties/allowedRedirectUrls/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/allowedRedirectUrls",schemaPath:"#/properties/allowedRedirectUrls/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.clientId !== undefined){
let data15 = data.clientId;
if(typeof data15 === "string"){
if(!pattern20.test(data15)){
const err26 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.clientSecret !== undefined){
let data16 = data.clientSecret;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length < 1){
const err28 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key2 in data16){
if(!((((((key2 === "env") || (key2 === "file")) || (key2 === "exec")) || (key2 === "execEnv")) || (key2 === "sealed")) || (key2 === "rotatedAt"))){
const err29 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data16.env !== undefined){
let data17 = data16.env;
if(typeof data17 === "string"){
if(!pattern2.test(data17)){
const err30 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.file !== undefined){
let data18 = data16.file;
if(typeof data18 === "string"){
if(!pattern20.test(data18)){
const err32 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data16.exec !== undefined){
let data19 = data16.exec;
if(Array.isArray(data19)){
if(data19.length < 1){
const err34 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len3 = data19.length;
for(let i3=0; i3<len3; i3++){
let data20 = data19[i3];
if(typeof data20 === "string"){
if(!pattern20.test(data20)){
const err35 = {instancePath:instancePath+"/clientSecret/exec/" + i3,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/clientSecret/exec/" + i3,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/clientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data16.execEnv !== undefined){
let data21 = data16.execEnv;
if(Array.isArray(data21)){
const len4 = data21.length;
for(let i4=0; i4<len4; i4++){
let data22 = data21[i4];
if(typeof data22 === "string"){
if(!pattern2.test(data22)){
const err38 = {instancePath:instancePath+"/clientSecret/execEnv/" + i4,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/clientSecret/execEnv/" + i4,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/clientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data16.sealed !== undefined){
let data23 = data16.sealed;
if(typeof data23 === "string"){
if(!pattern39.test(data23)){
const err41 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/clientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.rotatedAt !== undefined){
let data24 = data16.rotatedAt;
if(typeof data24 === "string"){
if(!pattern40.test(data24)){
const err43 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/clientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.nextClientSecret !== undefined){
let data25 = data.nextClientSecret;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(Object.keys(data25).length < 1){
const err46 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
for(const key3 in data25){
if(!((((((key3 === "env") || (key3 === "file")) || (key3 === "exec")) || (key3 === "execEnv")) || (key3 === "sealed")) || (key3 === "rotatedAt"))){
const err47 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data25.env !== undefined){
let data26 = data25.env;
if(typeof data26 === "string"){
if(!pattern2.test(data26)){
const err48 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/nextClientSecret/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data25.file !== undefined){
let data27 = data25.file;
if(typeof data27 === "string"){
if(!pattern20.test(data27)){
const err50 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/nextClientSecret/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data25.exec !== undefined){
let data28 = data25.exec;
if(Array.isArray(data28)){
if(data28.length < 1){
const err52 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len5 = data28.length;
for(let i5=0; i5<len5; i5++){
let data29 = data28[i5];
if(typeof data29 === "string"){
if(!pattern20.test(data29)){
const err53 = {instancePath:instancePath+"/nextClientSecret/exec/" + i5,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/nextClientSecret/exec/" + i5,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/nextClientSecret/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data25.execEnv !== undefined){
let data30 = data25.execEnv;
if(Array.isArray(data30)){
const len6 = data30.length;
for(let i6=0; i6<len6; i6++){
let data31 = data30[i6];
if(typeof data31 === "string"){
if(!pattern2.test(data31)){
const err56 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i6,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/nextClientSecret/execEnv/" + i6,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/nextClientSecret/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data25.sealed !== undefined){
let data32 = data25.sealed;
if(typeof data32 === "string"){
if(!pattern39.test(data32)){
const err59 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/nextClientSecret/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data25.rotatedAt !== undefined){
let data33 = data25.rotatedAt;
if(typeof data33 === "string"){
if(!pattern40.test(data33)){
const err61 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/nextClientSecret/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/nextClientSecret",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.apiKey !== undefined){
let data34 = data.apiKey;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(Object.keys(data34).length < 1){
const err64 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
for(const key4 in data34){
if(!((((((key4 === "env") || (key4 === "file")) || (key4 === "exec")) || (key4 === "execEnv")) || (key4 === "sealed")) || (key4 === "rotatedAt"))){
const err65 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data34.env !== undefined){
let data35 = data34.env;
if(typeof data35 === "string"){
if(!pattern2.test(data35)){
const err66 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/apiKey/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data34.file !== undefined){
let data36 = data34.file;
if(typeof data36 === "string"){
if(!pattern20.test(data36)){
const err68 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/apiKey/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data34.exec !== undefined){
let data37 = data34.exec;
if(Array.isArray(data37)){
if(data37.length < 1){
const err70 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
const len7 = data37.length;
for(let i7=0; i7<len7; i7++){
let data38 = data37[i7];
if(typeof data38 === "string"){
if(!pattern20.test(data38)){
const err71 = {instancePath:instancePath+"/apiKey/exec/" + i7,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/apiKey/exec/" + i7,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/apiKey/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data34.execEnv !== undefined){
let data39 = data34.execEnv;
if(Array.isArray(data39)){
const len8 = data39.length;
for(let i8=0; i8<len8; i8++){
let data40 = data39[i8];
if(typeof data40 === "string"){
if(!pattern2.test(data40)){
const err74 = {instancePath:instancePath+"/apiKey/execEnv/" + i8,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/apiKey/execEnv/" + i8,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/apiKey/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data34.sealed !== undefined){
let data41 = data34.sealed;
if(typeof data41 === "string"){
if(!pattern39.test(data41)){
const err77 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/apiKey/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data34.rotatedAt !== undefined){
let data42 = data34.rotatedAt;
if(typeof data42 === "string"){
if(!pattern40.test(data42)){
const err79 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/apiKey/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/apiKey",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.basic !== undefined){
if(!(validate41(data.basic, {instancePath:instancePath+"/basic",parentData:data,parentDataProperty:"basic",rootData}))){
vErrors = vErrors === null ? validate41.errors : appended(vErrors, validate41.errors);
errors = vErrors.length;
}
}
if(data.subjectToken !== undefined){
let data44 = data.subjectToken;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.connection === undefined){
const err82 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
for(const key5 in data44){
if(!((key5 === "connection") || (pattern0.test(key5)))){
const err83 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data44.connection !== undefined){
let data45 = data44.connection;
if(typeof data45 === "string"){
if(!pattern180.test(data45)){
const err84 = {instancePath:instancePath+"/subjectToken/connection",schemaPath:"#/definitions/subjectToken/properties/connection/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
else {
const err85 = {instancePath:instancePath+"/subjectToken/connection",schemaPath:"#/definitions/subjectToken/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
else {
const err86 = {instancePath:instancePath+"/subjectToken",schemaPath:"#/definitions/subjectToken/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.lifecycle !== undefined){
let data46 = data.lifecycle;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key6 in data46){
if(!((key6 === "preventDestroy") || (pattern0.test(key6)))){
const err87 = {instancePath:instancePath+"/lifecycle",schemaPath:"#/definitions/lifecycle/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data46.preventDestroy !== undefined){
if(typeof data46.preventDestroy !== "boolean"){
const err88 = {instancePath:instancePath+"/lifecycle/preventDestroy",schemaPath:"#/definitions/lifecycle/properties/preventDestroy/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/lifecycle",schemaPath:"#/definitions/lifecycle/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data.labels !== undefined){
let data48 = data.labels;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key7 in data48){
if(!(pattern132.test(key7))){
const err90 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
for(const key8 in data48){
if(pattern132.test(key8)){
if(typeof data48[key8] !== "string"){
const err91 = {instancePath:instancePath+"/labels/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
}
else {
const err92 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data.description !== undefined){
let data50 = data.description;
if(typeof data50 === "string"){
if(!pattern20.test(data50)){
const err93 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}

const schema98 = {"type":"object","required":["connections","allow"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"connections":{"type":"array","items":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},"minItems":1},"allow":{"type":"array","items":{"$ref":"#/definitions/principal"},"minItems":1},"conditions":{"$ref":"#/definitions/conditions"},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.connections === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connections"},message:"must have required property '"+"connections"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.allow === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "allow"},message:"must have required property '"+"allow"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "forEach") || (key0 === "connections")) || (key0 === "allow")) || (key0 === "conditions")) || (key0 === "description")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.forEach !== undefined){
let data0 = data.forEach;
if(!data0 || typeof data0 != "object"){
const err3 = {instancePath:instancePath+"/forEach",schemaPath:"#/definitions/forEach/type",keyword:"type",params:{type: schema85.type},message:"must be array,object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err4 = {instancePath:instancePath+"/forEach/" + i0,schemaPath:"#/definitions/forEach/items/type",keyword:"type",params:{type: schema85.items.type},message:"must be string,number"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err5 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\]"},message:"must match pattern \""+"^[^/\\\\]"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.key !== undefined){
let data3 = data0.key;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err7 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
if(data.connections !== undefined){
let data4 = data.connections;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(!pattern186.test(data5)){
const err10 = {instancePath:instancePath+"/connections/" + i1,schemaPath:"#/properties/connections/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}|(?:[a-z][a-z0-9-]{0,62}/)?\\*)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/connections/" + i1,schemaPath:"#/properties/connections/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.allow !== undefined){
let data6 = data.allow;
if(Array.isArray(data6)){
if(data6.length < 1){
const err13 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len2 = data6.length;
for(let i2=0; i2<len2; i2++){
if(!(validate14(data6[i2], {instancePath:instancePath+"/allow/" + i2,parentData:data6,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate14.errors : appended(vErrors, validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.conditions !== undefined){
let data8 = data.conditions;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length < 1){
const err15 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data8){
if(!(((key1 === "routes") || (key1 === "methods")) || (pattern0.test(key1)))){
const err16 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data8.routes !== undefined){
let data9 = data8.routes;
if(Array.isArray(data9)){
if(data9.length < 1){
const err17 = {instancePath:instancePath+"/conditions/routes",schemaPath:"#/definitions/conditions/properties/routes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len3 = data9.length;
for(let i3=0; i3<len3; i3++){
let data10 = data9[i3];
if(typeof data10 === "string"){
if(!pattern12.test(data10)){
const err18 = {instancePath:instancePath+"/conditions/routes/" + i3,schemaPath:"#/definitions/conditions/properties/routes/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/conditions/routes/" + i3,schemaPath:"#/definitions/conditions/properties/routes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/conditions/routes",schemaPath:"#/definitions/conditions/properties/routes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.methods !== undefined){
let data11 = data8.methods;
if(Array.isArray(data11)){
if(data11.length < 1){
const err21 = {instancePath:instancePath+"/conditions/methods",schemaPath:"#/definitions/conditions/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len4 = data11.length;
for(let i4=0; i4<len4; i4++){
let data12 = data11[i4];
if(typeof data12 !== "string"){
const err22 = {instancePath:instancePath+"/conditions/methods/" + i4,schemaPath:"#/definitions/conditions/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(((((((data12 === "GET") || (data12 === "HEAD")) || (data12 === "POST")) || (data12 === "PUT")) || (data12 === "PATCH")) || (data12 === "DELETE")) || (data12 === "OPTIONS"))){
const err23 = {instancePath:instancePath+"/conditions/methods/" + i4,schemaPath:"#/definitions/conditions/properties/methods/items/enum",keyword:"enum",params:{allowedValues: schema54.properties.methods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/conditions/methods",schemaPath:"#/definitions/conditions/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/conditions",schemaPath:"#/definitions/conditions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.description !== undefined){
let data13 = data.description;
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err26 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
validate71.errors = vErrors;
return errors === 0;
}

const schema101 = {"type":"object","required":["match","upstream"],"properties":{"forEach":{"$ref":"#/definitions/forEach"},"match":{"$ref":"#/definitions/match"},"upstream":{"type":"string","pattern":"^\\S+$"},"connection":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"}},"timeout":{"type":"string","pattern":"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},"public":{"type":"boolean"},"description":{"type":"string","pattern":"\\S"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.match === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "match"},message:"must have required property '"+"match"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.upstream === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "upstream"},message:"must have required property '"+"upstream"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((((key0 === "forEach") || (key0 === "match")) || (key0 === "upstream")) || (key0 === "connection")) || (key0 === "policies")) || (key0 === "timeout")) || (key0 === "public")) || (key0 === "description")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.forEach !== undefined){
let data0 = data.forEach;
if(!data0 || typeof data0 != "object"){
const err3 = {instancePath:instancePath+"/forEach",schemaPath:"#/definitions/forEach/type",keyword:"type",params:{type: schema85.type},message:"must be array,object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err4 = {instancePath:instancePath+"/forEach/" + i0,schemaPath:"#/definitions/forEach/items/type",keyword:"type",params:{type: schema85.items.type},message:"must be string,number"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err5 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\]"},message:"must match pattern \""+"^[^/\\\\]"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/forEach/file",schemaPath:"#/definitions/forEach/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.key !== undefined){
let data3 = data0.key;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
const err7 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/forEach/key",schemaPath:"#/definitions/forEach/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
if(data.match !== undefined){
let data4 = data.match;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.path === undefined){
const err9 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data4){
if(!(((((key1 === "path") || (key1 === "methods")) || (key1 === "host")) || (key1 === "headers")) || (pattern0.test(key1)))){
const err10 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data4.path !== undefined){
let data5 = data4.path;
if(typeof data5 === "string"){
if(!pattern192.test(data5)){
const err11 = {instancePath:instancePath+"/match/path",schemaPath:"#/definitions/match/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/match/path",schemaPath:"#/definitions/match/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.methods !== undefined){
let data6 = data4.methods;
if(Array.isArray(data6)){
if(data6.length < 1){
const err13 = {instancePath:instancePath+"/match/methods",schemaPath:"#/definitions/match/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 !== "string"){
const err14 = {instancePath:instancePath+"/match/methods/" + i1,schemaPath:"#/definitions/match/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((((((data7 === "GET") || (data7 === "HEAD")) || (data7 === "POST")) || (data7 === "PUT")) || (data7 === "PATCH")) || (data7 === "DELETE")) || (data7 === "OPTIONS"))){
const err15 = {instancePath:instancePath+"/match/methods/" + i1,schemaPath:"#/definitions/match/properties/methods/items/enum",keyword:"enum",params:{allowedValues: schema56.properties.methods.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/match/methods",schemaPath:"#/definitions/match/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.host !== undefined){
let data8 = data4.host;
if(typeof data8 === "string"){
if(!pattern193.test(data8)){
const err17 = {instancePath:instancePath+"/match/host",schemaPath:"#/definitions/match/properties/host/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/match/host",schemaPath:"#/definitions/match/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.headers !== undefined){
let data9 = data4.headers;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!(pattern132.test(key2))){
const err19 = {instancePath:instancePath+"/match/headers",schemaPath:"#/definitions/match/properties/headers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
for(const key3 in data9){
if(pattern132.test(key3)){
if(typeof data9[key3] !== "string"){
const err20 = {instancePath:instancePath+"/match/headers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/match/properties/headers/patternProperties/%5E(%3F!__proto__%24)%5B%5E%5Cs%22%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
}
else {
const err21 = {instancePath:instancePath+"/match/headers",schemaPath:"#/definitions/match/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/match",schemaPath:"#/definitions/match/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.upstream !== undefined){
let data11 = data.upstream;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err23 = {instancePath:instancePath+"/upstream",schemaPath:"#/properties/upstream/pattern",keyword:"pattern",params:{pattern: "^\\S+$"},message:"must match pattern \""+"^\\S+$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/upstream",schemaPath:"#/properties/upstream/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.connection !== undefined){
let data12 = data.connection;
if(typeof data12 === "string"){
if(!pattern180.test(data12)){
const err25 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.policies !== undefined){
let data13 = data.policies;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
if(!(validate48(data13[i2], {instancePath:instancePath+"/policies/" + i2,parentData:data13,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate48.errors : appended(vErrors, validate48.errors);
errors = vErrors.length;
}
}
}
else {
const err27 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.timeout !== undefined){
let data15 = data.timeout;
if(typeof data15 === "string"){
if(!pattern31.test(data15)){
const err28 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^[0-9]{1,9}(?:ms|s|m|h|d)$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.public !== undefined){
if(typeof data.public !== "boolean"){
const err30 = {instancePath:instancePath+"/public",schemaPath:"#/properties/public/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.description !== undefined){
let data17 = data.description;
if(typeof data17 === "string"){
if(!pattern20.test(data17)){
const err31 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}

const schema106 = {"type":"object","required":["to","from"],"properties":{"to":{"type":"string","pattern":"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.[^\\s*]+$|\\$\\{(?:env:|var:|each\\.)"},"from":{"$ref":"#/definitions/importSource"}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const pattern360 = new RegExp("^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.[^\\s*]+$|\\$\\{(?:env:|var:|each\\.)", "u");
const schema107 = {"type":"object","required":["refreshToken"],"properties":{"refreshToken":{"$ref":"#/definitions/secret"}},"patternProperties":{"^x-":{}},"additionalProperties":false};

function validate78(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.refreshToken === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "refreshToken"},message:"must have required property '"+"refreshToken"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "refreshToken") || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.refreshToken !== undefined){
let data0 = data.refreshToken;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err2 = {instancePath:instancePath+"/refreshToken",schemaPath:"#/definitions/secret/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
if(!((((((key1 === "env") || (key1 === "file")) || (key1 === "exec")) || (key1 === "execEnv")) || (key1 === "sealed")) || (key1 === "rotatedAt"))){
const err3 = {instancePath:instancePath+"/refreshToken",schemaPath:"#/definitions/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.env !== undefined){
let data1 = data0.env;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err4 = {instancePath:instancePath+"/refreshToken/env",schemaPath:"#/definitions/secret/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/refreshToken/env",schemaPath:"#/definitions/secret/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.file !== undefined){
let data2 = data0.file;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err6 = {instancePath:instancePath+"/refreshToken/file",schemaPath:"#/definitions/secret/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/refreshToken/file",schemaPath:"#/definitions/secret/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.exec !== undefined){
let data3 = data0.exec;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/refreshToken/exec",schemaPath:"#/definitions/secret/properties/exec/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err9 = {instancePath:instancePath+"/refreshToken/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/refreshToken/exec/" + i0,schemaPath:"#/definitions/secret/properties/exec/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/refreshToken/exec",schemaPath:"#/definitions/secret/properties/exec/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.execEnv !== undefined){
let data5 = data0.execEnv;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err12 = {instancePath:instancePath+"/refreshToken/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/refreshToken/execEnv/" + i1,schemaPath:"#/definitions/secret/properties/execEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/refreshToken/execEnv",schemaPath:"#/definitions/secret/properties/execEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.sealed !== undefined){
let data7 = data0.sealed;
if(typeof data7 === "string"){
if(!pattern39.test(data7)){
const err15 = {instancePath:instancePath+"/refreshToken/sealed",schemaPath:"#/definitions/secret/properties/sealed/pattern",keyword:"pattern",params:{pattern: "^cms1:"},message:"must match pattern \""+"^cms1:"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/refreshToken/sealed",schemaPath:"#/definitions/secret/properties/sealed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.rotatedAt !== undefined){
let data8 = data0.rotatedAt;
if(typeof data8 === "string"){
if(!pattern40.test(data8)){
const err17 = {instancePath:instancePath+"/refreshToken/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/refreshToken/rotatedAt",schemaPath:"#/definitions/secret/properties/rotatedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/refreshToken",schemaPath:"#/definitions/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate78.errors = vErrors;
return errors === 0;
}


function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.to === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.from === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "to") || (key0 === "from")) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.to !== undefined){
let data0 = data.to;
if(typeof data0 === "string"){
if(!pattern360.test(data0)){
const err3 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/pattern",keyword:"pattern",params:{pattern: "^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.[^\\s*]+$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.[^\\s*]+$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.from !== undefined){
if(!(validate78(data.from, {instancePath:instancePath+"/from",parentData:data,parentDataProperty:"from",rootData}))){
vErrors = vErrors === null ? validate78.errors : appended(vErrors, validate78.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema11.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(1 !== data0){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.include !== undefined){
let data1 = data.include;
if(Array.isArray(data1)){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err5 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\]"},message:"must match pattern \""+"^[^/\\\\]"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.vars !== undefined){
let data3 = data.vars;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(pattern2.test(key1))){
const err8 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data3){
if(pattern2.test(key2)){
let data4 = data3[key2];
if((((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")) && (data4 !== null)){
const err9 = {instancePath:instancePath+"/vars/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/vars/patternProperties/%5E%5BA-Za-z_%5D%5BA-Za-z0-9_%5D*%24/type",keyword:"type",params:{type: schema11.properties.vars.patternProperties["^[A-Za-z_][A-Za-z0-9_]*$"].type},message:"must be string,number,boolean,null"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
else {
const err10 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.gateway !== undefined){
if(!(validate11(data.gateway, {instancePath:instancePath+"/gateway",parentData:data,parentDataProperty:"gateway",rootData}))){
vErrors = vErrors === null ? validate11.errors : appended(vErrors, validate11.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate24(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate24.errors : appended(vErrors, validate24.errors);
errors = vErrors.length;
}
}
if(data.lint !== undefined){
if(!(validate56(data.lint, {instancePath:instancePath+"/lint",parentData:data,parentDataProperty:"lint",rootData}))){
vErrors = vErrors === null ? validate56.errors : appended(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.identities !== undefined){
let data8 = data.identities;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key3 in data8){
if(!(pattern12.test(key3))){
const err11 = {instancePath:instancePath+"/identities",schemaPath:"#/properties/identities/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
for(const key4 in data8){
if(pattern12.test(key4)){
if(!(validate58(data8[key4], {instancePath:instancePath+"/identities/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate58.errors : appended(vErrors, validate58.errors);
errors = vErrors.length;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/identities",schemaPath:"#/properties/identities/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.providers !== undefined){
let data10 = data.providers;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key5 in data10){
if(!(pattern251.test(key5))){
const err13 = {instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
for(const key6 in data10){
if(pattern251.test(key6)){
if(!(validate62(data10[key6], {instancePath:instancePath+"/providers/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate62.errors : appended(vErrors, validate62.errors);
errors = vErrors.length;
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.connections !== undefined){
let data12 = data.connections;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key7 in data12){
if(!(pattern293.test(key7))){
const err15 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
for(const key8 in data12){
if(pattern293.test(key8)){
if(!(validate67(data12[key8], {instancePath:instancePath+"/connections/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key8,rootData}))){
vErrors = vErrors === null ? validate67.errors : appended(vErrors, validate67.errors);
errors = vErrors.length;
}
}
}
}
else {
const err16 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.accessPolicies !== undefined){
let data14 = data.accessPolicies;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key9 in data14){
if(!(pattern251.test(key9))){
const err17 = {instancePath:instancePath+"/accessPolicies",schemaPath:"#/properties/accessPolicies/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
for(const key10 in data14){
if(pattern251.test(key10)){
if(!(validate71(data14[key10], {instancePath:instancePath+"/accessPolicies/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data14,parentDataProperty:key10,rootData}))){
vErrors = vErrors === null ? validate71.errors : appended(vErrors, validate71.errors);
errors = vErrors.length;
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/accessPolicies",schemaPath:"#/properties/accessPolicies/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.routes !== undefined){
let data16 = data.routes;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key11 in data16){
if(!(pattern251.test(key11))){
const err19 = {instancePath:instancePath+"/routes",schemaPath:"#/properties/routes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
for(const key12 in data16){
if(pattern251.test(key12)){
if(!(validate74(data16[key12], {instancePath:instancePath+"/routes/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data16,parentDataProperty:key12,rootData}))){
vErrors = vErrors === null ? validate74.errors : appended(vErrors, validate74.errors);
errors = vErrors.length;
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/routes",schemaPath:"#/properties/routes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.moved !== undefined){
let data18 = data.moved;
if(Array.isArray(data18)){
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
let data19 = data18[i1];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.from === undefined){
const err21 = {instancePath:instancePath+"/moved/" + i1,schemaPath:"#/definitions/movedBlock/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data19.to === undefined){
const err22 = {instancePath:instancePath+"/moved/" + i1,schemaPath:"#/definitions/movedBlock/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key13 in data19){
if(!(((key13 === "from") || (key13 === "to")) || (pattern0.test(key13)))){
const err23 = {instancePath:instancePath+"/moved/" + i1,schemaPath:"#/definitions/movedBlock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data19.from !== undefined){
let data20 = data19.from;
if(typeof data20 === "string"){
if(!pattern355.test(data20)){
const err24 = {instancePath:instancePath+"/moved/" + i1+"/from",schemaPath:"#/definitions/movedBlock/properties/from/pattern",keyword:"pattern",params:{pattern: "^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/moved/" + i1+"/from",schemaPath:"#/definitions/movedBlock/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data19.to !== undefined){
let data21 = data19.to;
if(typeof data21 === "string"){
if(!pattern355.test(data21)){
const err26 = {instancePath:instancePath+"/moved/" + i1+"/to",schemaPath:"#/definitions/movedBlock/properties/to/pattern",keyword:"pattern",params:{pattern: "^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/moved/" + i1+"/to",schemaPath:"#/definitions/movedBlock/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/moved/" + i1,schemaPath:"#/definitions/movedBlock/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/moved",schemaPath:"#/properties/moved/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.removed !== undefined){
let data22 = data.removed;
if(Array.isArray(data22)){
const len2 = data22.length;
for(let i2=0; i2<len2; i2++){
let data23 = data22[i2];
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.from === undefined){
const err30 = {instancePath:instancePath+"/removed/" + i2,schemaPath:"#/definitions/removedBlock/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key14 in data23){
if(!(((key14 === "from") || (key14 === "revoke")) || (pattern0.test(key14)))){
const err31 = {instancePath:instancePath+"/removed/" + i2,schemaPath:"#/definitions/removedBlock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data23.from !== undefined){
let data24 = data23.from;
if(typeof data24 === "string"){
if(!pattern355.test(data24)){
const err32 = {instancePath:instancePath+"/removed/" + i2+"/from",schemaPath:"#/definitions/removedBlock/properties/from/pattern",keyword:"pattern",params:{pattern: "^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"},message:"must match pattern \""+"^(?:identity|provider|connection|connectionTemplate|accessPolicy|route)\\.\\S+$|\\$\\{(?:env:|var:|each\\.)"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/removed/" + i2+"/from",schemaPath:"#/definitions/removedBlock/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data23.revoke !== undefined){
if(typeof data23.revoke !== "boolean"){
const err34 = {instancePath:instancePath+"/removed/" + i2+"/revoke",schemaPath:"#/definitions/removedBlock/properties/revoke/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/removed/" + i2,schemaPath:"#/definitions/removedBlock/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.import !== undefined){
let data26 = data.import;
if(Array.isArray(data26)){
const len3 = data26.length;
for(let i3=0; i3<len3; i3++){
if(!(validate77(data26[i3], {instancePath:instancePath+"/import/" + i3,parentData:data26,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate77.errors : appended(vErrors, validate77.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath:instancePath+"/import",schemaPath:"#/properties/import/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

function appended(errors, more) {
  for (const error of more) errors.push(error)
  return errors
}

export const shapes: { readonly [definition: string]: Shape } = {
  "": {
    "title": "the configuration",
    "fields": {
      "version": "",
      "include": "",
      "vars": "",
      "gateway": "gateway",
      "defaults": "defaults",
      "lint": "lint",
      "identities": "*identity",
      "providers": "*provider",
      "connections": "*connection",
      "accessPolicies": "*accessPolicy",
      "routes": "*route",
      "moved": "*movedBlock",
      "removed": "*removedBlock",
      "import": "*importBlock"
    }
  },
  "secret": {
    "title": "a secret reference",
    "fields": {
      "env": "",
      "file": "",
      "exec": "",
      "execEnv": "",
      "sealed": "",
      "rotatedAt": ""
    }
  },
  "identity": {
    "title": "an identity",
    "fields": {
      "issuer": "",
      "audience": "",
      "algorithms": "",
      "claims": "",
      "clockTolerance": "",
      "apiKey": "secret",
      "nextApiKey": "secret",
      "login": "login"
    }
  },
  "login": {
    "title": "the login of an identity",
    "fields": {
      "clientId": "",
      "clientSecret": "secret",
      "scopes": ""
    }
  },
  "principal": {
    "title": "a principal",
    "fields": {
      "servicePrincipal": "servicePrincipal",
      "user": "user",
      "group": "group",
      "managedIdentity": "",
      "claims": "claimsPrincipal",
      "apiKey": ""
    }
  },
  "servicePrincipal": {
    "title": "a service principal",
    "fields": {
      "identity": "",
      "tenantId": "",
      "objectId": "",
      "appIds": ""
    }
  },
  "user": {
    "title": "a user",
    "fields": {
      "identity": "",
      "tenantId": "",
      "objectId": "",
      "subject": "",
      "appIds": ""
    }
  },
  "group": {
    "title": "a group",
    "fields": {
      "identity": "",
      "tenantId": "",
      "objectId": ""
    }
  },
  "claimsPrincipal": {
    "title": "a claims principal",
    "fields": {
      "identity": ""
    }
  },
  "conditions": {
    "title": "the conditions of an access policy",
    "fields": {
      "routes": "",
      "methods": ""
    }
  },
  "accessPolicy": {
    "title": "an access policy",
    "fields": {
      "forEach": "forEach",
      "connections": "",
      "allow": "*principal",
      "conditions": "conditions",
      "description": ""
    }
  },
  "gateway": {
    "title": "the gateway",
    "fields": {
      "publicUrl": "",
      "listen": "",
      "admin": "admin",
      "timeouts": "timeouts",
      "forwardAuth": "forwardAuth",
      "webhooks": "*webhook"
    }
  },
  "admin": {
    "title": "gateway.admin",
    "fields": {
      "listen": "",
      "roles": "roles"
    }
  },
  "roles": {
    "title": "gateway.admin.roles",
    "fields": {
      "operator": "*principal",
      "viewer": "*principal"
    }
  },
  "forwardAuth": {
    "title": "gateway.forwardAuth",
    "fields": {
      "secret": "secret"
    }
  },
  "webhook": {
    "title": "a webhook",
    "fields": {
      "url": "",
      "secret": "secret",
      "events": ""
    }
  },
  "timeouts": {
    "title": "gateway.timeouts",
    "fields": {
      "connect": "",
      "headers": "",
      "body": ""
    }
  },
  "endpoints": {
    "title": "the endpoints of a provider",
    "fields": {
      "authorization": "",
      "token": "",
      "revocation": "",
      "introspection": "",
      "userinfo": "",
      "pushedAuthorizationRequest": "",
      "deviceAuthorization": "",
      "registration": "",
      "jwks": ""
    }
  },
  "clientAuth": {
    "title": "a client authentication",
    "fields": {
      "privateKeyJwt": "privateKeyJwt",
      "tls": "clientTls"
    }
  },
  "registration": {
    "title": "a client registration",
    "fields": {
      "clientName": "",
      "initialAccessToken": "secret"
    }
  },
  "privateKeyJwt": {
    "title": "privateKeyJwt",
    "fields": {
      "key": "secret",
      "alg": "",
      "kid": "",
      "certificate": "secret"
    }
  },
  "clientTls": {
    "title": "tls",
    "fields": {
      "cert": "secret",
      "key": "secret"
    }
  },
  "assertion": {
    "title": "an assertion",
    "fields": {
      "serviceAccount": "secret",
      "key": "secret",
      "alg": "",
      "kid": "",
      "issuer": "",
      "subject": "",
      "audience": ""
    }
  },
  "basic": {
    "title": "basic credentials",
    "fields": {
      "username": "",
      "password": "secret"
    }
  },
  "subjectToken": {
    "title": "a subject token",
    "fields": {
      "connection": ""
    }
  },
  "refresh": {
    "title": "the refresh settings of a provider",
    "fields": {
      "margin": "",
      "defaultLifetime": "",
      "grantLifetime": "",
      "keepAlive": "",
      "ratePerSecond": ""
    }
  },
  "connection": {
    "title": "a connection",
    "fields": {
      "forEach": "forEach",
      "scopes": "",
      "expect": "expect",
      "consent": "consent",
      "postLoginRedirectUrl": "",
      "allowedRedirectUrls": "",
      "clientId": "",
      "clientSecret": "secret",
      "nextClientSecret": "secret",
      "apiKey": "secret",
      "basic": "basic",
      "subjectToken": "subjectToken",
      "lifecycle": "lifecycle",
      "labels": "",
      "description": ""
    }
  },
  "consent": {
    "title": "the consent of a connection",
    "fields": {
      "by": "*principal"
    }
  },
  "expect": {
    "title": "the expected account",
    "fields": {
      "account": "",
      "subject": "",
      "email": "",
      "tenant": ""
    }
  },
  "lifecycle": {
    "title": "lifecycle",
    "fields": {
      "preventDestroy": ""
    }
  },
  "route": {
    "title": "a route",
    "fields": {
      "forEach": "forEach",
      "match": "match",
      "upstream": "",
      "connection": "",
      "policies": "*policy",
      "timeout": "",
      "public": "",
      "description": ""
    }
  },
  "match": {
    "title": "the match of a route",
    "fields": {
      "path": "",
      "methods": "",
      "host": "",
      "headers": ""
    }
  },
  "movedBlock": {
    "title": "a block of \"moved\"",
    "fields": {
      "from": "",
      "to": ""
    }
  },
  "removedBlock": {
    "title": "a block of \"removed\"",
    "fields": {
      "from": "",
      "revoke": ""
    }
  },
  "importBlock": {
    "title": "a block of \"import\"",
    "fields": {
      "to": "",
      "from": "importSource"
    }
  },
  "importSource": {
    "title": "the source of an import",
    "fields": {
      "refreshToken": "secret"
    }
  },
  "provider": {
    "title": "a provider",
    "fields": {
      "forEach": "forEach",
      "template": "",
      "issuer": "",
      "endpoints": "endpoints",
      "grant": "",
      "clientId": "",
      "registration": "registration",
      "clientSecret": "secret",
      "nextClientSecret": "secret",
      "clientAuth": "clientAuth",
      "assertion": "assertion",
      "scopes": "",
      "audience": "",
      "resource": "",
      "authorizationParams": "",
      "tokenParams": "",
      "parameters": "",
      "apiHosts": "",
      "pkce": "",
      "refresh": "refresh"
    }
  },
  "providerDefaults": {
    "title": "a provider",
    "fields": {
      "template": "",
      "issuer": "",
      "endpoints": "endpoints",
      "grant": "",
      "clientId": "",
      "registration": "registration",
      "clientSecret": "secret",
      "nextClientSecret": "secret",
      "clientAuth": "clientAuth",
      "assertion": "assertion",
      "scopes": "",
      "audience": "",
      "resource": "",
      "authorizationParams": "",
      "tokenParams": "",
      "parameters": "",
      "apiHosts": "",
      "pkce": "",
      "refresh": "refresh"
    }
  },
  "connectionDefaults": {
    "title": "a connection",
    "fields": {
      "scopes": "",
      "expect": "expect",
      "consent": "consent",
      "postLoginRedirectUrl": "",
      "allowedRedirectUrls": "",
      "clientId": "",
      "clientSecret": "secret",
      "nextClientSecret": "secret",
      "apiKey": "secret",
      "basic": "basic",
      "subjectToken": "subjectToken",
      "lifecycle": "lifecycle",
      "labels": "",
      "description": ""
    }
  },
  "accessPolicyDefaults": {
    "title": "an access policy",
    "fields": {
      "connections": "",
      "allow": "*principal",
      "conditions": "conditions",
      "description": ""
    }
  },
  "routeDefaults": {
    "title": "a route",
    "fields": {
      "match": "match",
      "upstream": "",
      "connection": "",
      "policies": "*policy",
      "timeout": "",
      "public": "",
      "description": ""
    }
  },
  "defaults": {
    "title": "defaults",
    "fields": {
      "provider": "providerDefaults",
      "connection": "connectionDefaults",
      "accessPolicy": "accessPolicyDefaults",
      "route": "routeDefaults"
    }
  },
  "forEach": {
    "title": "this object",
    "fields": {
      "file": "",
      "key": ""
    }
  },
  "lint": {
    "title": "lint",
    "fields": {
      "rules": "lintRules",
      "maxSecretAge": ""
    }
  },
  "lintRules": {
    "title": "lint.rules",
    "fields": {
      "CM3001": "",
      "CM3002": "",
      "CM3003": "",
      "CM3004": "",
      "CM3010": "",
      "CM3012": "",
      "CM3014": "",
      "CM3015": "",
      "CM3016": "",
      "CM3017": "",
      "CM3102": "",
      "CM3103": "",
      "CM3104": "",
      "CM3105": "",
      "CM3106": "",
      "CM3107": "",
      "CM3108": "",
      "CM3203": "",
      "CM3204": "",
      "CM3205": "",
      "CM3206": "",
      "CM3210": "",
      "CM3301": "",
      "CM3302": "",
      "CM3303": "",
      "CM3304": "",
      "CM3401": "",
      "CM3402": "",
      "CM3403": "",
      "CM3404": "",
      "CM3405": "",
      "CM3501": ""
    }
  },
  "policy": {
    "title": "a policy",
    "fields": {
      "get-authorization-context": "policy-get-authorization-context",
      "set-header": "policy-set-header",
      "set-query-parameter": "policy-set-query-parameter",
      "rewrite-uri": "policy-rewrite-uri",
      "set-method": "policy-set-method",
      "validate-jwt": "policy-validate-jwt",
      "check-header": "policy-check-header",
      "ip-filter": "policy-ip-filter",
      "return-response": "policy-return-response",
      "set-variable": "policy-set-variable",
      "choose": "policy-choose",
      "rate-limit": "policy-rate-limit",
      "rate-limit-by-key": "policy-rate-limit-by-key",
      "quota-by-key": "policy-quota-by-key",
      "limit-concurrency": "policy-limit-concurrency",
      "cors": "policy-cors",
      "forward-request": "policy-forward-request",
      "retry": "policy-retry",
      "on-error": "policy-on-error"
    }
  },
  "policy-get-authorization-context": {
    "title": "the policy get-authorization-context",
    "fields": {
      "connection": "",
      "identityType": "",
      "as": "",
      "ignoreError": ""
    }
  },
  "policy-set-header": {
    "title": "the policy set-header",
    "fields": {}
  },
  "policy-set-query-parameter": {
    "title": "the policy set-query-parameter",
    "fields": {}
  },
  "policy-rewrite-uri": {
    "title": "the policy rewrite-uri",
    "fields": {
      "template": "",
      "copyUnmatchedParams": ""
    }
  },
  "policy-set-method": {
    "title": "the policy set-method",
    "fields": {
      "method": ""
    }
  },
  "policy-validate-jwt": {
    "title": "the policy validate-jwt",
    "fields": {
      "issuers": "",
      "audiences": "",
      "requiredClaims": "",
      "failedValidationHttpCode": "",
      "failedValidationErrorMessage": ""
    }
  },
  "policy-check-header": {
    "title": "the policy check-header",
    "fields": {
      "name": "",
      "values": "",
      "ignoreCase": "",
      "failedCheckHttpCode": "",
      "failedCheckErrorMessage": ""
    }
  },
  "policy-ip-filter": {
    "title": "the policy ip-filter",
    "fields": {
      "action": "",
      "addresses": ""
    }
  },
  "policy-return-response": {
    "title": "the policy return-response",
    "fields": {
      "status": "",
      "headers": "",
      "body": ""
    }
  },
  "policy-set-variable": {
    "title": "the policy set-variable",
    "fields": {
      "name": "",
      "value": ""
    }
  },
  "policy-choose": {
    "title": "the policy choose",
    "fields": {
      "when": "",
      "otherwise": "*policy"
    }
  },
  "policy-rate-limit": {
    "title": "the policy rate-limit",
    "fields": {
      "calls": "",
      "renewalPeriod": "",
      "remainingCallsHeaderName": "",
      "totalCallsHeaderName": ""
    }
  },
  "policy-rate-limit-by-key": {
    "title": "the policy rate-limit-by-key",
    "fields": {
      "calls": "",
      "renewalPeriod": "",
      "counterKey": "",
      "remainingCallsHeaderName": "",
      "totalCallsHeaderName": ""
    }
  },
  "policy-quota-by-key": {
    "title": "the policy quota-by-key",
    "fields": {
      "calls": "",
      "renewalPeriod": "",
      "counterKey": ""
    }
  },
  "policy-limit-concurrency": {
    "title": "the policy limit-concurrency",
    "fields": {
      "key": "",
      "maxCount": ""
    }
  },
  "policy-cors": {
    "title": "the policy cors",
    "fields": {
      "allowedOrigins": "",
      "allowedMethods": "",
      "allowedHeaders": "",
      "exposeHeaders": "",
      "preflightResultMaxAge": "",
      "terminateUnmatchedRequest": ""
    }
  },
  "policy-forward-request": {
    "title": "the policy forward-request",
    "fields": {
      "timeout": ""
    }
  },
  "policy-retry": {
    "title": "the policy retry",
    "fields": {
      "count": "",
      "interval": "",
      "maxInterval": ""
    }
  },
  "policy-on-error": {
    "title": "the policy on-error",
    "fields": {
      "policies": "*policy"
    }
  }
}

export const secretPositions: readonly string[] = ["connections/*/apiKey","connections/*/basic/password","connections/*/clientSecret","connections/*/nextClientSecret","defaults/connection/apiKey","defaults/connection/basic/password","defaults/connection/clientSecret","defaults/connection/nextClientSecret","defaults/provider/assertion/key","defaults/provider/assertion/serviceAccount","defaults/provider/clientAuth/privateKeyJwt/certificate","defaults/provider/clientAuth/privateKeyJwt/key","defaults/provider/clientAuth/tls/cert","defaults/provider/clientAuth/tls/key","defaults/provider/clientSecret","defaults/provider/nextClientSecret","defaults/provider/registration/initialAccessToken","gateway/forwardAuth/secret","gateway/webhooks/*/secret","identities/*/apiKey","identities/*/login/clientSecret","identities/*/nextApiKey","import/*/from/refreshToken","providers/*/assertion/key","providers/*/assertion/serviceAccount","providers/*/clientAuth/privateKeyJwt/certificate","providers/*/clientAuth/privateKeyJwt/key","providers/*/clientAuth/tls/cert","providers/*/clientAuth/tls/key","providers/*/clientSecret","providers/*/nextClientSecret","providers/*/registration/initialAccessToken"]

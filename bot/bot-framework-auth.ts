// How we prove to Teams who we are, and check that Teams is Teams; shared by the adapter that receives and the connector that sends.
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder'
import type { SharedConfig } from '../config.js'
import { createBotToken } from './bot-token.js'

/** What of the configuration concerns the Bot Framework. */
export type BotFrameworkConfig = Pick<
  SharedConfig,
  'MICROSOFT_APP_ID' | 'MICROSOFT_APP_PASSWORD' | 'TENANT_ID' | 'BOT_OPENID_METADATA_URL' | 'BOT_TOKEN_URL'
>
/** botbuilder's own checks of an incoming token: `requiredEndorsements`, `validateClaims`. */
export type IncomingTokenChecks = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[2]

/**
 * Without an app id nothing is signed and every incoming request is accepted: config.ts allows that in the sandbox only.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createBotFrameworkAuthentication(
  config: BotFrameworkConfig,
  checks?: IncomingTokenChecks,
): ConfigurationBotFrameworkAuthentication {
  if (config.MICROSOFT_APP_ID === '') return new ConfigurationBotFrameworkAuthentication({})
  const options: ConfigurationBotFrameworkAuthenticationOptions = {
    MicrosoftAppId: config.MICROSOFT_APP_ID,
    MicrosoftAppPassword: config.MICROSOFT_APP_PASSWORD,
    // botbuilder's own default is MultiTenant, which takes anyone's tenant.
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: config.TENANT_ID,
    // All of these or none: with some only, botbuilder answers 401 to everything.
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${config.TENANT_ID}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: config.BOT_OPENID_METADATA_URL,
    ToBotFromEmulatorOpenIdMetadataUrl: config.BOT_OPENID_METADATA_URL,
    ValidateAuthority: 'true',
  }
  const credentials = config.BOT_TOKEN_URL
    ? new CredentialsFrom(options, createBotToken({ ...config, tokenUrl: config.BOT_TOKEN_URL }))
    : new ConfigurationServiceClientCredentialFactory(options)
  return new ConfigurationBotFrameworkAuthentication(options, credentials, checks)
}

/** Signs with a token from elsewhere than Microsoft's own endpoint: MSAL takes no issuer on plain http. */
class CredentialsFrom extends ConfigurationServiceClientCredentialFactory {
  readonly #token: () => Promise<string>

  constructor(options: ConfigurationBotFrameworkAuthenticationOptions, token: () => Promise<string>) {
    super(options)
    this.#token = token
  }

  override createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = this.#token
    return Promise.resolve({
      getToken: token,
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await token()}`)
        return request
      },
    })
  }
}

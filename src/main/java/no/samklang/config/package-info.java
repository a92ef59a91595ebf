/**
 * Every setting of the service as records, read once at start and checked before anything else
 * runs. The only room that reads settings files and environment variables. A mistake is one {@link
 * no.samklang.config.SettingsException} that names the key; secrets are {@link
 * no.samklang.config.Secret}s and print as stars.
 */
package no.samklang.config;

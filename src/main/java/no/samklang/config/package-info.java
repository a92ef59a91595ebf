/**
 * All settings as records, read and validated once at start-up. The only package that reads
 * settings files and environment variables. An error is one {@link
 * no.samklang.config.SettingsException} that names the key; secrets are {@link
 * no.samklang.config.Secret}s, masked by {@code toString}.
 */
package no.samklang.config;

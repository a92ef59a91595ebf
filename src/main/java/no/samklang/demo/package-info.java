/**
 * The demo: made-up people in a made-up municipality, and a page that shows what would have been
 * sent.
 *
 * <p>Only there in demo mode: no mail or SMS channel configured, and reached from this machine
 * alone.
 */
package no.samklang.demo;

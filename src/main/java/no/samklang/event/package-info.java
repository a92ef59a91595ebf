/** In-process request and reply on the event bus, and events that may cross to other nodes. */
package no.samklang.event;

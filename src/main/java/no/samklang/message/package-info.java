/**
 * Internal messages: three kinds, three folders, drafts, receipts (MSG-1 to MSG-8). Messages are
 * visible within the plan only.
 *
 * <p>Only the sender and the recipients may read a message. {@code Messages} holds the public
 * types.
 */
package no.samklang.message;

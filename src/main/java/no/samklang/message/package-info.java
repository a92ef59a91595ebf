/**
 * Internal messages: three kinds, three folders, drafts, receipts (MSG-1 to MSG-7). They never
 * leave the plan.
 *
 * <p>Only the sender and the recipients see a message; {@code Messages} is the room's public face.
 */
package no.samklang.message;

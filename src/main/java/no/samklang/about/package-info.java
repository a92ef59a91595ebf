/**
 * The owner's presentation of themselves: what matters most, main goals, a picture and links
 * (HOME-2); and the owner's statuses (HOME-1). All participants read the presentation.
 */
package no.samklang.about;

/**
 * How people are reached: a mobile number as it is written, and as the networks know it.
 *
 * <p>PlanSection of the ground: forms, senders and whoever else takes a number judge it alike.
 */
package no.samklang.contact;

/**
 * Faults, each by breaking the real thing: databases that stop, hang or fill their disk, processes
 * that are killed or told to end, channels that are down.
 */
package no.samklang.fault;

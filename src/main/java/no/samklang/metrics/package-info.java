/**
 * Operational metrics: counters, gauges and timers in the Prometheus format. No label value comes
 * from a request or a row.
 */
package no.samklang.metrics;

/**
 * What those who run the service measure: counts, gauges and durations, made here and by the rooms
 * that know them, told in Prometheus' format. No label comes from a request or a row.
 */
package no.samklang.metrics;

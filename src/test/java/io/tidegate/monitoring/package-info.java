/** What is in {@code deploy/monitoring}, held against the metrics' page and against Prometheus. */
@org.jspecify.annotations.NullMarked
package io.tidegate.monitoring;

/** Benchmarks, run by {@code ./tidegate bench NAME}; what they measure is never asserted in a test. */
package io.tidegate.bench;

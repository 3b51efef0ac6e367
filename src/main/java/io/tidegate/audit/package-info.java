/** The audit log as a chain of seals: what a seal covers, and what is found when somebody has changed the log. */
@org.jspecify.annotations.NullMarked
package io.tidegate.audit;

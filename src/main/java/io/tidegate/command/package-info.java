/** What people say in comments: the commands, their parser and their help. */
@NullMarked
package io.tidegate.command;

import org.jspecify.annotations.NullMarked;

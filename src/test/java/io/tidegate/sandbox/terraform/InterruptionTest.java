package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a Terraform that a script on the path starts, and that thus is not the process that was started. */
class InterruptionTest {
    /** Not a shell's: what is started in the background has SIGINT ignored, which a shell cannot undo and Terraform does. */
    private static final String PROGRAM =
            "#!/usr/bin/env perl\n$| = 1;\n$SIG{INT} = sub { print \"heard\\n\"; exit 1 };\nprint \"ready\\n\";\nsleep 1 while 1;\n";

    @TempDir
    private Path folder;

    @Test
    void a_cancellation_reaches_terraform_behind_a_script() throws Exception {
        Interruption interruption = new Interruption();
        Process script = started();
        try (BufferedReader output = script.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            interruption.attach(script);
            interruption.interrupt();
            assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).isEqualTo("heard");
        } finally {
            interruption.force();
        }
    }

    @Test
    void what_is_killed_leaves_no_terraform_behind() throws Exception {
        Interruption interruption = new Interruption();
        Process script = started();
        try (BufferedReader output = script.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            ProcessHandle terraform = script.children().findFirst().orElseThrow();
            interruption.attach(script);
            interruption.force();
            assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
            terraform.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private Process started() throws IOException {
        Path program = executable("program", PROGRAM);
        return new ProcessBuilder(executable("script", "#!/bin/sh\n\"" + program + "\"\nexit $?\n")
                        .toString())
                .start();
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}

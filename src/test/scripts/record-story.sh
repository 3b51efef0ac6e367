#!/bin/sh
# Makes the recordings again that the sandbox plays back where there is no terraform. Run it with terraform on the path
# after the seeded repository has changed, once everything is compiled (./tidegate test or mvn package).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd)
recordings=$root/src/sandbox/resources/recordings
rm -f "$recordings"/*.json.gz "$root"/target/test-classes/recordings/*.json.gz
"${JAVA_HOME:+$JAVA_HOME/bin/}java" \
  -cp "$root/target/test-classes:$root/target/classes:$(cat "$root/target/sandbox.classpath")" \
  io.tidegate.sandbox.terraform.RecordStory "$recordings"

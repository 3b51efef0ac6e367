# syntax=docker/dockerfile:1
# The product as an image: built with its tests left out (CI has run them), started once to leave what the next starts need not
# work out again (JEP 483, 514), and then only what runs. No shell is needed at run time; the embedded database is for trying out.

FROM maven:3.9-eclipse-temurin-25@sha256:d67198007bb4441b07d45587320f83154de80ece3608f80408ef14c6ea847753 AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
COPY docs ./docs
COPY app-manifest.yml ./
RUN --mount=type=cache,target=/m2 mvn -q -B -Dmaven.repo.local=/m2 package -DskipTests

# The same one for both: the cache is good for the very JVM that left it.
FROM eclipse-temurin:25-jre@sha256:15090d159279e5c158473eccb48cd87f57b3e3a47511a797eb5a7a7ea6f86b0f AS runtime
RUN useradd --uid 10001 --user-group --no-create-home tidegate

FROM runtime AS trained
COPY --from=build --chown=10001:10001 /src/target/quarkus-app /app
USER 10001:10001
RUN --mount=type=bind,source=deploy/image/train,target=/train sh /train /app

FROM runtime
LABEL org.opencontainers.image.title="Tidegate" \
      org.opencontainers.image.description="Plans and applies HCP Terraform from pull requests" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=trained --chown=root:root /app /app
USER 10001:10001
EXPOSE 8080 9000
# Without the cache, or with one of another JVM, it starts as well, only later.
ENTRYPOINT ["java", "-XX:AOTCache=/app/tidegate.aot", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
CMD ["run"]

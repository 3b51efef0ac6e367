# syntax=docker/dockerfile:1
# The product as an image: built with its tests left out (CI has run them), started once to leave what the next starts need not
# work out again (JEP 483, 514), and then only what runs. No shell is needed at run time; the embedded database is for trying out.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
COPY docs ./docs
COPY app-manifest.yml ./
RUN --mount=type=cache,target=/m2 mvn -q -B -Dmaven.repo.local=/m2 package -DskipTests

FROM eclipse-temurin:25-jre AS trained
RUN useradd --uid 10001 --user-group --no-create-home tidegate
COPY --from=build --chown=10001:10001 /src/target/quarkus-app /app
USER 10001:10001
RUN --mount=type=bind,source=deploy/image/train,target=/train sh /train /app

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Tidegate" \
      org.opencontainers.image.description="Plans and applies HCP Terraform from pull requests" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --user-group --no-create-home tidegate
COPY --from=trained --chown=root:root /app /app
USER 10001:10001
EXPOSE 8080 9000
# Without the cache, or with one of another JVM, it starts as well, only later.
ENTRYPOINT ["java", "-XX:AOTCache=/app/tidegate.aot", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
CMD ["run"]

# syntax=docker/dockerfile:1
#
#   docker build -t dering .
#   docker run --network host -v dering-data:/data -v /etc/dering:/etc/dering:ro --env-file ... dering
#
# How to run it: docs/operations.md.

FROM node:22-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -pl gateway -am

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Dering" \
      org.opencontainers.image.description="A self-hosted gateway for WhatsApp Business calls" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 dering \
    && useradd --system --uid 10001 --gid dering --home-dir /data --no-create-home \
        --shell /usr/sbin/nologin dering \
    && install -d -o dering -g dering -m 0700 /data
COPY --from=build /src/gateway/target/dering.jar /opt/dering/dering.jar
USER 10001:10001
ENV DERING_DATA_DIR=/data
WORKDIR /data
VOLUME /data
EXPOSE 8080/tcp 10000/udp
# Without curl or wget. Asks for /livez in the clear; a server with a certificate of its own is well
# when it takes the connection.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${DERING_HTTP_PORT:-8080}\" && { [[ -n ${DERING_HTTP_TLS_CERTIFICATE_FILE:-} ]] || { printf 'GET /livez HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 3 status <&3 && [[ $status == *' 200 '* ]]; }; }"]
ENTRYPOINT ["java", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=70", \
    "-jar", "/opt/dering/dering.jar"]
CMD ["serve", "--config", "/etc/dering/dering.yaml"]

# One file for all six services: docker build --build-arg MODULE=customer-service --build-arg PORT=8081 .
# All six jars come out of one build stage, so the other five images reuse it.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -ntp -Dmaven.test.skip=true -Dcompiler.checks=-Xlint:none \
    -pl gateway,customer-service,segmentation-service,engagement-service,feedback-service,churn-service -am package

FROM eclipse-temurin:25.0.4_7-jre-noble AS layers
ARG MODULE
WORKDIR /unpacked
COPY --from=build /source/${MODULE}/target/${MODULE}-*-boot.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM eclipse-temurin:25.0.4_7-jre-noble
# The port that the service's application.yaml has, for the health check too.
ARG PORT
ENV SERVER_PORT=${PORT}
WORKDIR /application
COPY docker/healthy ./
# What changes least comes first, so that a new version of a service is a few small layers.
COPY --from=layers /unpacked/layers/dependencies/ ./
COPY --from=layers /unpacked/layers/spring-boot-loader/ ./
COPY --from=layers /unpacked/layers/snapshot-dependencies/ ./
COPY --from=layers /unpacked/layers/application/ ./
USER 10001:10001
EXPOSE ${PORT}
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=3 CMD ["bash", "/application/healthy"]
# JDK_JAVA_OPTIONS adds to these flags.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k", \
    "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "application.jar"]

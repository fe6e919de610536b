FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B package -Dmaven.test.skip

FROM eclipse-temurin:25-jre
RUN useradd --system --home-dir /caravan --create-home caravan
WORKDIR /caravan
COPY --from=build /build/target/caravan.jar .
COPY routes routes
USER caravan
# A heap four times what bodies may take, see docs/configuration.md.
ENV JAVA_TOOL_OPTIONS=-Xmx1g
EXPOSE 1323
ENTRYPOINT ["java", "-jar", "caravan.jar"]

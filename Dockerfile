FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B package -Dmaven.test.skip
RUN java -Djarmode=tools -jar target/caravan.jar extract --destination target/image

FROM eclipse-temurin:25-jre
RUN useradd --system --home-dir /caravan --create-home caravan
WORKDIR /caravan
COPY --from=build /build/target/image .
COPY routes routes
USER caravan
# A heap four times what bodies may take, see docs/configuration.md.
ENV JAVA_TOOL_OPTIONS=-Xmx1g
# The classes that a first start loads are kept in a form in which all others find them at once.
RUN java -XX:ArchiveClassesAtExit=caravan.jsa -Dspring.context.exit=onRefresh -jar caravan.jar --server.port=0
EXPOSE 1323
ENTRYPOINT ["java", "-XX:SharedArchiveFile=caravan.jsa", "-jar", "caravan.jar"]

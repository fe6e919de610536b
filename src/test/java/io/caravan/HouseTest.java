package io.caravan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may import whom. */
@AnalyzeClasses(packages = "io.caravan", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String[] LIBRARIES = {"java..", "javax..", "com.fasterxml.jackson..", "org.jspecify.."};
    private static final String[] WATCHED_LIBRARIES = and(LIBRARIES, "org.slf4j..", "io.micrometer..");

    @ArchTest
    static final ArchRule onlyCamel_seesCamel = noClasses()
            .that()
            .resideOutsideOfPackage("io.caravan.camel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule chat_standsOnErrors = room("chat", and(LIBRARIES, "io.caravan.error.."));

    @ArchTest
    static final ArchRule embedding_standsOnChatAndErrors =
            room("embedding", and(LIBRARIES, "io.caravan.chat..", "io.caravan.error.."));

    @ArchTest
    static final ArchRule sse_standsAlone = room("sse", LIBRARIES);

    @ArchTest
    static final ArchRule error_standsAlone = room("error", LIBRARIES);

    @ArchTest
    static final ArchRule provider_seesNoDialect = room(
            "provider",
            and(
                    WATCHED_LIBRARIES,
                    "io.caravan.call..",
                    "io.caravan.chat..",
                    "io.caravan.embedding..",
                    "io.caravan.error..",
                    "io.caravan.settings..",
                    "io.caravan.sse.."));

    @ArchTest
    static final ArchRule client_seesNoProvider = room(
            "client",
            and(
                    WATCHED_LIBRARIES,
                    "io.caravan.call..",
                    "io.caravan.chat..",
                    "io.caravan.error..",
                    "io.caravan.http..",
                    "org.springframework.stereotype.."));

    @ArchTest
    static final ArchRule call_standsOnErrors = room("call", and(LIBRARIES, "io.caravan.error..", "org.slf4j.."));

    @ArchTest
    static final ArchRule settings_standsAlone = room(
            "settings",
            "java..",
            "org.jspecify..",
            "org.springframework.boot.context.properties..",
            "org.springframework.util.unit..");

    @ArchTest
    static final ArchRule usage_seesNoDialect = room(
            "usage",
            and(
                    WATCHED_LIBRARIES,
                    "com.knuddels.jtokkit..",
                    "io.caravan.chat..",
                    "io.caravan.embedding..",
                    "io.caravan.error..",
                    "io.caravan.model..",
                    "io.caravan.provider..",
                    "org.springframework.context.annotation.."));

    @ArchTest
    static final ArchRule http_standsOnCallsAndErrors = room(
            "http",
            and(
                    LIBRARIES,
                    "io.caravan.call..",
                    "io.caravan.error..",
                    "jakarta.servlet..",
                    "org.apache.catalina..",
                    "org.apache.coyote..",
                    "org.apache.hc..",
                    "org.apache.tomcat.util.net..",
                    "org.springframework.boot.web.servlet.error..",
                    "org.springframework.http..",
                    "org.springframework.stereotype..",
                    "org.springframework.web.bind.annotation.."));

    @ArchTest
    static final ArchRule media_seesNoDialect = room(
            "media",
            and(
                    LIBRARIES,
                    "io.caravan.call..",
                    "io.caravan.chat..",
                    "io.caravan.error..",
                    "io.caravan.http..",
                    "io.caravan.provider..",
                    "io.caravan.settings..",
                    "org.apache.hc..",
                    "org.slf4j..",
                    "org.springframework.context.annotation..",
                    "org.springframework.util.unit.."));

    @ArchTest
    static final ArchRule model_seesNoDialect = room(
            "model",
            and(
                    LIBRARIES,
                    "com.github.benmanes.caffeine..",
                    "io.caravan.chat..",
                    "io.caravan.error..",
                    "io.caravan.provider..",
                    "io.caravan.settings..",
                    "org.slf4j..",
                    "org.springframework.context.annotation.."));

    @ArchTest
    static final ArchRule invoke_seesNoProvider = room(
            "invoke",
            and(
                    LIBRARIES,
                    "io.caravan.chat..",
                    "io.caravan.client..",
                    "io.caravan.error..",
                    "io.caravan.settings..",
                    "org.springframework.stereotype.."));

    @ArchTest
    static final ArchRule kafka_standsOnErrorsAndSettings = room(
            "kafka",
            and(
                    LIBRARIES,
                    "com.github.benmanes.caffeine..",
                    "io.caravan.error..",
                    "io.caravan.settings..",
                    "org.apache.kafka..",
                    "org.slf4j..",
                    "org.springframework.context.annotation..",
                    "org.springframework.stereotype..",
                    "org.springframework.util.unit.."));

    @ArchTest
    static final ArchRule pacing_standsAlone = room("pacing", LIBRARIES);

    @ArchTest
    static final ArchRule simulator_seesNoDialect = room(
            "simulator",
            and(
                    LIBRARIES,
                    "io.caravan.call..",
                    "io.caravan.chat..",
                    "io.caravan.embedding..",
                    "io.caravan.error..",
                    "io.caravan.http..",
                    "io.caravan.provider..",
                    "org.springframework.context.annotation..",
                    "org.springframework.stereotype.."));

    @ArchTest
    static final ArchRule openai_isADialect = dialect("openai");

    @ArchTest
    static final ArchRule openai_isSeenByNobody = hidden("openai");

    @ArchTest
    static final ArchRule anthropic_isADialect = dialect("anthropic");

    @ArchTest
    static final ArchRule anthropic_isSeenByNobody = hidden("anthropic");

    @ArchTest
    static final ArchRule cohere_isADialect = dialect("cohere");

    @ArchTest
    static final ArchRule cohere_isSeenByNobody = hidden("cohere");

    @ArchTest
    static final ArchRule gemini_isADialect = dialect("gemini");

    @ArchTest
    static final ArchRule gemini_isSeenByNobody = hidden("gemini");

    @ArchTest
    static final ArchRule dify_isADialect = dialect("dify");

    @ArchTest
    static final ArchRule dify_isSeenByNobody = hidden("dify");

    @ArchTest
    static final ArchRule ernie_isADialect = dialect("ernie");

    @ArchTest
    static final ArchRule ernie_isSeenByNobody = hidden("ernie");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.caravan.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule classes_areNamedAfterThings = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule state_isNeverStatic =
            noFields().that().areStatic().should().notBeFinal().allowEmptyShould(true);

    private static ArchRule room(String name, String... allowed) {
        String itself = "io.caravan." + name + "..";
        return classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(allowed, itself))
                .allowEmptyShould(true);
    }

    private static ArchRule dialect(String name) {
        return room(
                name,
                and(
                        WATCHED_LIBRARIES,
                        "io.caravan.chat..",
                        "io.caravan.client..",
                        "io.caravan.embedding..",
                        "io.caravan.error..",
                        "io.caravan.provider..",
                        "io.caravan.sse..",
                        "org.springframework.stereotype.."));
    }

    private static ArchRule hidden(String name) {
        String itself = "io.caravan." + name + "..";
        return noClasses()
                .that(resideOutsideOfPackage(itself))
                .should()
                .dependOnClassesThat(resideInAPackage(itself))
                .allowEmptyShould(true);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }
}

package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariablesTest {

    private static final List<String> NAME = List.of("ACME_API_KEY");

    @Test
    void environment_winsOverOtherSpellings() {
        assertThat(variables(Map.of("ACME_API_KEY", "environment"), List.of(Map.of("acme_api_key", "process")))
                        .first(NAME))
                .hasValue("environment");
    }

    @Test
    void name_countsInAnyCase() {
        assertThat(variables(Map.of(), List.of(Map.of("Acme_Api_Key", "file"))).first(NAME))
                .hasValue("file");
    }

    @Test
    void firstSource_counts() {
        assertThat(variables(Map.of(), List.of(Map.of("acme_api_key", "process"), Map.of("Acme_Api_Key", "file")))
                        .first(NAME))
                .hasValue("process");
    }

    @Test
    void blankInTheEnvironment_leavesTheWordToTheNext() {
        assertThat(variables(
                                Map.of("ACME_API_KEY", " "),
                                List.of(Map.of("ACME_API_KEY", " "), Map.of("ACME_API_KEY", "file")))
                        .first(NAME))
                .hasValue("file");
    }

    @Test
    void blankEverywhere_isUnset() {
        assertThat(variables(Map.of("ACME_API_KEY", ""), List.of(Map.of("ACME_API_KEY", "\t")))
                        .first(NAME))
                .isEmpty();
    }

    @Test
    void blanksAround_areTakenOff() {
        assertThat(variables(Map.of("ACME_API_KEY", " key\n"), List.of()).first(NAME))
                .hasValue("key");
        assertThat(variables(Map.of(), List.of(Map.of("ACME_API_KEY", " key "))).first(NAME))
                .hasValue("key");
    }

    @Test
    void firstNameThatIsSet_counts() {
        Variables variables = variables(Map.of("B", "b", "C", "c"), List.of(Map.of("A", " ", "D", "d")));

        assertThat(variables.first(List.of("A", "B", "C"))).hasValue("b");
        assertThat(variables.first(List.of("D", "C"))).hasValue("d");
        assertThat(variables.first(List.of("E"))).isEmpty();
        assertThat(variables.first(List.of())).isEmpty();
    }

    private static Variables variables(Map<String, String> environment, List<Map<String, String>> sources) {
        return new Variables(name -> Optional.ofNullable(environment.get(name)), sources);
    }
}

package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedItemTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"active\":false",
                "\"supports_chat\":false",
                "\"capabilities\":{\"completion_chat\":false}",
                "\"capabilities\":{\"chat_completion\":false}",
                "\"type\":\"Embeddings\"",
                "\"type\":\"audio\"",
                "\"type\":\"video\"",
                "\"type\":\"tts\"",
                "\"model_type\":\"text-to-image\"",
                "\"model_type\":\"text2video\"",
                "\"type\":\"speech-to-text\"",
                "\"type\":\"transcribe\"",
                "\"domain\":\"Embedding\"",
                "\"domain\":\"ImageGeneration\"",
                "\"domain\":\"VideoGeneration\"",
                "\"status\":\"Shutdown\"",
                "\"architecture\":{\"output_modalities\":[\"embeddings\"]}",
                "\"modalities\":{\"output_modalities\":[\"image\"]}",
                "\"output_modalities\":[\"audio\"]",
                "\"id\":\" \"",
                "\"id\":7",
            })
    void modelThatCannotChat_isLeftOut(String member) {
        assertThat(models(member)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"active\":true",
                "\"active\":\"false\"",
                "\"type\":\"chat\"",
                "\"type\":\"model\"",
                "\"type\":\"llm\"",
                "\"domain\":\"VLM\",\"status\":\"Retiring\"",
                "\"token_limits\":{\"max_reasoning_token_length\":0}",
                "\"type\":null",
                "\"output_modalities\":[\"image\",\"text\"]",
                "\"output_modalities\":\"image\"",
            })
    void modelOfWhichNothingElseIsSaid_isListed(String member) {
        assertThat(models(member)).containsExactly(new ListedModel("x", ModelFacts.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"context_length\":5                                   | 5 |",
                "\"context_window\":5                                   | 5 |",
                "\"max_context_length\":5                               | 5 |",
                "\"max_model_len\":5                                    | 5 |",
                "\"token_limits\":{\"context_window\":5}                | 5 |",
                "\"top_provider\":{\"context_length\":5}                | 5 |",
                "\"context_length\":null,\"top_provider\":{\"context_length\":5} | 5 |",
                "\"context_length\":4,\"context_window\":5              | 4 |",
                "\"top_provider\":{\"max_completion_tokens\":6}         |   | 6",
                "\"max_completion_tokens\":6                            |   | 6",
                "\"max_output_tokens\":6                                |   | 6",
                "\"token_limits\":{\"max_output_token_length\":6}       |   | 6",
                "\"context_length\":0,\"max_output_tokens\":-1          |   |",
                "\"context_length\":\"5\",\"max_output_tokens\":1.5     |   |",
                "\"context_length\":99999999999                         |   |",
                "\"context_length\":128000.0 | 128000 |",
            })
    void limits_areReadByTheirManyNames(String members, Integer context, Integer output) {
        assertThat(models(members))
                .containsExactly(new ListedModel(
                        "x",
                        new ModelFacts(
                                Optional.empty(),
                                Optional.ofNullable(context),
                                Optional.ofNullable(output),
                                Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"capabilities\":{\"function_calling\":true}               | TOOLS             | true",
                "\"capabilities\":{\"vision\":false}                        | IMAGES            | false",
                "\"capabilities\":{\"reasoning\":true}                      | REASONING         | true",
                "\"capabilities\":{\"audio\":true}                          | AUDIO             | true",
                "\"supports_tools\":true                                    | TOOLS             | true",
                "\"supports_image_input\":true                              | IMAGES            | true",
                "\"supports_image_in\":false                                | IMAGES            | false",
                "\"supports_reasoning\":true                                | REASONING         | true",
                "\"features\":{\"tools\":{\"function_calling\":false}}      | TOOLS             | false",
                "\"features\":{\"structured_outputs\":{\"json_schema\":true}} | STRUCTURED_OUTPUT | true",
                "\"architecture\":{\"input_modalities\":[\"file\"]}         | DOCUMENTS         | true",
                "\"input_modalities\":[\"audio\"]                           | AUDIO             | true",
                "\"token_limits\":{\"max_reasoning_token_length\":9} | REASONING | true",
                "\"supported_parameters\":[\"reasoning\"]                   | REASONING         | true",
                "\"supported_parameters\":[]                                | STRUCTURED_OUTPUT | false",
            })
    void abilities_areReadByTheirManyNames(String members, Ability ability, boolean able) {
        assertThat(models(members))
                .singleElement()
                .satisfies(model -> assertThat(model.facts().can(ability)).contains(able));
    }

    @Test
    void nameThatIsTheModelsOwn_isNoNameForPeople() {
        assertThat(models("\"name\":\"x\",\"display_name\":\" \""))
                .containsExactly(new ListedModel("x", ModelFacts.UNKNOWN));
    }

    /** The model with these members, if it can chat. */
    private static List<ListedModel> models(String members) {
        try {
            ListedItem item = new ListedItem(JSON.readTree("{\"id\":\"x\",%s}".formatted(members)));
            return item.chats() ? List.of(item.model()) : List.of();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(members, broken);
        }
    }
}

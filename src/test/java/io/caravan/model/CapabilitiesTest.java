package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.RoutedRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

    private static final String IMAGE = "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}}";
    private static final String AUDIO = "{'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}}";
    private static final String FILE = "{'type':'file','file':{'file_data':'data:application/pdf;base64,AA=='}}";
    private static final String TOOLS = ",'tools':[{'type':'function','function':{'name':'f'}}]";

    private static final String FUNCTIONS = ",'functions':[{'name':'f'}]";

    private final Capabilities capabilities = new Capabilities(() -> Catalogue.of(new CatalogueFile(
            "1",
            List.of(
                    new Entry("acme", "none", true, facts(Optional.of(false)), Optional.empty()),
                    new Entry("acme", "all", true, facts(Optional.of(true)), Optional.empty()),
                    new Entry("acme", "some", true, facts(Optional.empty()), Optional.empty())))));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'type':'image_url','image_url':{'url':'https://a/b.png'}}                     | images
        {'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}}            | audio
        {'type':'file','file':{'file_id':'file-1'}}                                    | documents
        """, quoteCharacter = '"')
    void partThatTheModelDoesNotTake_isRefusedByItsPlace(String part, String kind) {
        GatewayException refused = refused(request("none", "{'type':'text','text':'Hi'}," + part, ""));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refused.getMessage()).isEqualTo("messages.1.content.1: acme/none takes no " + kind);
        assertThat(refused.fields())
                .containsExactly(new FieldError("messages.1.content.1", "acme/none takes no " + kind));
    }

    @Test
    void toolsThatTheModelCannotCall_areRefused() {
        GatewayException refused = refused(request("none", "{'type':'text','text':'Hi'}", TOOLS));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refused.getMessage()).isEqualTo("tools: acme/none cannot call functions");
    }

    @Test
    void functionsThatTheModelCannotCall_areRefused() {
        GatewayException refused = refused(request("none", "{'type':'text','text':'Hi'}", FUNCTIONS));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refused.getMessage()).isEqualTo("functions: acme/none cannot call functions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'tools':[]", TOOLS + ",'tool_choice':'none'", FUNCTIONS + ",'function_call':'none'"})
    void modelThatTakesNothing_takesText(String more) {
        assertThatCode(() -> capabilities.check(request("none", "{'type':'text','text':'Hi'}", more)))
                .doesNotThrowAnyException();
        assertThatCode(() -> capabilities.check(request("none", "{'type':'refusal','refusal':'No'}", more)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "some", "unheard-of"})
    void whatIsNotKnownToBeRefused_passes(String model) {
        RoutedRequest request = request(model, IMAGE + "," + AUDIO + "," + FILE, TOOLS);

        assertThatCode(() -> capabilities.check(request)).doesNotThrowAnyException();
    }

    private GatewayException refused(RoutedRequest request) {
        return catchThrowableOfType(GatewayException.class, () -> capabilities.check(request));
    }

    private static ModelFacts facts(Optional<Boolean> all) {
        Map<Ability, Boolean> abilities = new EnumMap<>(Ability.class);
        for (Ability ability : Ability.values()) {
            all.ifPresent(yes -> abilities.put(ability, yes));
        }
        return new ModelFacts(Optional.empty(), Optional.empty(), Optional.empty(), abilities);
    }

    private static RoutedRequest request(String model, String parts, String more) {
        String body = """
            {'model':'acme/%s','messages':[{'role':'system','content':'Be brief'},\
            {'role':'user','content':[%s]}]%s}
            """.formatted(model, parts, more).replace('\'', '"');
        try {
            return new RoutedRequest(
                    ChatRequestReader.read(new ObjectMapper().readTree(body)), CatalogueTest.provider("acme"), model);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}

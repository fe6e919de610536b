package io.caravan.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingContract;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ModelPage;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListingTest extends ListingContract {

    ModelListingTest() {
        super(new ModelListing(CLOCK), Map.of("listing", "gemini"));
    }

    @Override
    protected String page() {
        return """
            {"models":[
              {"name":"models/gemini-2.5-flash","displayName":"Gemini 2.5 Flash","inputTokenLimit":1048576,
               "outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"],
               "thinking":true},
              {"name":"models/text-embedding-004","supportedGenerationMethods":["embedContent"]},
              {"name":"models/aqa","supportedGenerationMethods":["generateAnswer"]},
              {"name":"models/imagen-4","supportedGenerationMethods":["predict"]},
              {"name":"models/","supportedGenerationMethods":["generateContent"]},
              {"name":"gemma-3","supportedGenerationMethods":["countTokens","generateContent"]}],
             "nextPageToken":"to-ken"}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts = new ModelFacts(
                Optional.of("Gemini 2.5 Flash"),
                Optional.of(1_048_576),
                Optional.of(65_536),
                Map.of(Ability.REASONING, true));
        return new ModelPage(
                List.of(new ListedModel("gemini-2.5-flash", facts), bare("gemma-3")), Optional.of("to-ken"));
    }

    @Override
    protected String error(String message) {
        return "{\"error\":{\"message\":\"%s\"}}".formatted(message);
    }

    @Test
    void request_hasTheKeyInItsHeader() {
        UpstreamRequest request = request();

        assertThat(request.path()).isEqualTo("/models?pageSize=1000");
        assertThat(request.headers()).isEqualTo(Map.of("x-goog-api-key", SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(keylessHeaders()).isEmpty();
    }

    @Test
    void requestForALaterPage_hasTheToken() {
        assertThat(pathAfter("a/b=")).isEqualTo("/models?pageSize=1000&pageToken=a%2Fb%3D");
    }

    @Test
    void request_goesWhereTheFileSays() {
        assertThat(request(listing(Map.of("list", "/tuned"))).path()).isEqualTo("/tuned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "7"})
    void lastPage_hasNoNext(String token) {
        assertThat(read(page().replace("\"to-ken\"", token)).next()).isEmpty();
    }

    @Test
    void errorInAList_isTold() {
        GatewayException failure =
                refused("[{\"error\":{\"code\":403,\"message\":\"no\",\"status\":\"PERMISSION_DENIED\"}}]");

        assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"models\":{}}"})
    void answerThatIsNoList_isNamedSo(String body) {
        GatewayException failure = refused(body);

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo("acme answered something that is no list of models");
    }
}

package io.caravan.cohere;

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
        super(new ModelListing(CLOCK), Map.of("listing", "cohere"));
    }

    @Override
    protected String page() {
        return """
            {"models":[
              {"name":"command-a","endpoints":["generate","chat"],"context_length":256000,"supports_vision":true},
              {"name":"embed-v4.0","endpoints":["embed"],"context_length":512},
              {"name":"","endpoints":["chat"]},
              {"name":"command-r"}],
             "next_page_token":"to-ken"}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts =
                new ModelFacts(Optional.empty(), Optional.of(256_000), Optional.empty(), Map.of(Ability.IMAGES, true));
        return new ModelPage(List.of(new ListedModel("command-a", facts), bare("command-r")), Optional.of("to-ken"));
    }

    @Override
    protected String error(String message) {
        return "{\"id\":\"1\",\"message\":\"%s\"}".formatted(message);
    }

    @Test
    void request_asksForModelsThatChat() {
        UpstreamRequest request = request();

        assertThat(request.path()).isEqualTo("/v1/models?endpoint=chat&page_size=1000");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(keylessHeaders()).isEmpty();
    }

    @Test
    void requestForALaterPage_hasTheToken() {
        assertThat(pathAfter("a=b")).isEqualTo("/v1/models?endpoint=chat&page_size=1000&page_token=a%3Db");
    }

    @Test
    void request_goesWhereTheFileSays() {
        assertThat(request(listing(Map.of("list", "/models"))).path()).isEqualTo("/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "7"})
    void lastPage_hasNoNext(String token) {
        assertThat(read(page().replace("\"to-ken\"", token)).next()).isEmpty();
    }

    @Test
    void answerThatIsNoList_isNamedSo() {
        GatewayException failure = refused("{\"models\":{}}");

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo("acme: answered something that is no list of models");
    }
}

package io.caravan.openai;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListingTest extends ListingContract {

    ModelListingTest() {
        super(new ModelListing(CLOCK), Map.of("listing", "openai"));
    }

    @Override
    protected String page() {
        return """
            {"object":"list","data":[
              {"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},
              {"id":"no-chat","type":"embedding"},
              {"id":"rich","name":"Rich One","context_length":1000,"type":"chat","active":true,
               "architecture":{"input_modalities":["text","image","file"],"output_modalities":["text"]},
               "top_provider":{"max_completion_tokens":500,"context_length":900},
               "capabilities":{"completion_chat":true,"function_calling":false,"vision":true},
               "modalities":{"input_modalities":["text"],"output_modalities":["text"]},
               "features":{"tools":{"function_calling":true},"structured_outputs":{"json_schema":true}},
               "token_limits":{"context_window":7,"max_output_token_length":8},
               "supported_parameters":["tools","structured_outputs"]}]}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts = new ModelFacts(
                Optional.of("Rich One"),
                Optional.of(1000),
                Optional.of(500),
                Map.of(
                        Ability.TOOLS, false,
                        Ability.IMAGES, true,
                        Ability.AUDIO, false,
                        Ability.DOCUMENTS, true,
                        Ability.REASONING, false,
                        Ability.STRUCTURED_OUTPUT, true));
        return new ModelPage(List.of(bare("gpt-4o"), new ListedModel("rich", facts)), Optional.empty());
    }

    @Override
    protected String error(String message) {
        return "{\"error\":{\"message\":\"%s\"}}".formatted(message);
    }

    @Test
    void request_asksBelowTheBaseUrl() {
        UpstreamRequest request = request();

        assertThat(request.path()).isEqualTo("/models");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(keylessHeaders()).isEmpty();
    }

    @Test
    void request_goesWhereTheFileSaysWithTheHeaderThatItSays() {
        UpstreamRequest request = request(
                listing(Map.of("listing", "openai", "list", "/models?type=text&sub_type=chat", "auth", "api-key")));

        assertThat(request.path()).isEqualTo("/models?type=text&sub_type=chat");
        assertThat(request.headers()).isEqualTo(Map.of("api-key", SECRET));
    }

    @Test
    void chatsPath_isNotTheLists() {
        assertThat(request(listing(Map.of("path", "/x/chat"))).path()).isEqualTo("/models");
    }

    @Test
    void listWithNothingAroundIt_isRead() {
        assertThat(read("""
            [{"id":"a/b","object":"model","type":"chat","display_name":"A B","context_length":8192},
             {"id":"c","type":"image"},{"id":"d","type":"language"},{"id":"e","type":"code"},
             {"id":"f","type":"moderation"},{"id":"g","type":"rerank"}]\
            """).models())
                .containsExactly(new ListedModel(
                        "a/b", new ModelFacts(Optional.of("A B"), Optional.of(8192), Optional.empty(), Map.of())));
    }

    @Test
    void errorInAList_isTold() {
        GatewayException failure = refused("[{\"error\":{\"code\":401,\"message\":\"who are you\"}}]");

        assertThat(failure.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(failure.getMessage()).isEqualTo("acme: who are you");
    }

    @Test
    void errorBesideAnEmptyList_isTold() {
        GatewayException failure =
                refused("{\"data\":[],\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}");

        assertThat(failure.getMessage()).isEqualTo("acme: login fail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{\"data\":[]}", "{\"object\":\"list\",\"data\":null}", "[1,2]", "{\"data\":[\"x\",{}]}"})
    void listWithoutModels_isEmpty(String body) {
        assertThat(read(body)).isEqualTo(new ModelPage(List.of(), Optional.empty()));
    }

    @Test
    void answerThatIsNoList_isNamedSo() {
        GatewayException failure = refused("{\"data\":3}");

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo("acme: answered something that is no list of models");
    }

    @Test
    void longList_isReadInItsOrder() {
        String items = IntStream.range(0, 5000)
                .mapToObj(i -> "{\"id\":\"m" + i + "\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));

        assertThat(read(items).models())
                .hasSize(5000)
                .extracting(ListedModel::name)
                .startsWith("m0", "m1")
                .endsWith("m4999");
    }
}

package io.caravan.anthropic;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListingTest extends ListingContract {

    ModelListingTest() {
        super(new ModelListing(CLOCK), Map.of("listing", "anthropic"));
    }

    @Override
    protected String page() {
        return """
            {"data":[
              {"type":"model","id":"claude-new","display_name":"Claude New","created_at":"2026-02-04T00:00:00Z",
               "max_input_tokens":200000,"max_tokens":64000,"capabilities":{
                 "image_input":{"supported":true},"pdf_input":{"supported":false},
                 "structured_outputs":{"supported":true},"citations":{"supported":true},
                 "thinking":{"supported":true,"types":{"enabled":{"supported":true}}}}},
              {"type":"tool","id":"no-model"},
              {"type":"model","id":"claude-old","display_name":"claude-old","created_at":"2024-02-04T00:00:00Z"}],
             "has_more":true,"first_id":"claude-new","last_id":"claude-old"}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts = new ModelFacts(
                Optional.of("Claude New"),
                Optional.of(200_000),
                Optional.of(64_000),
                Map.of(
                        Ability.IMAGES, true,
                        Ability.DOCUMENTS, false,
                        Ability.STRUCTURED_OUTPUT, true,
                        Ability.REASONING, true));
        return new ModelPage(
                List.of(new ListedModel("claude-new", facts), bare("claude-old")), Optional.of("claude-old"));
    }

    @Override
    protected String error(String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"\",\"message\":\"%s\"}}".formatted(message);
    }

    @Test
    void request_hasTheHeadersOfAChat() {
        UpstreamRequest request = request();

        assertThat(request.path()).isEqualTo("/v1/models?limit=1000");
        assertThat(request.headers()).isEqualTo(Map.of("anthropic-version", "2023-06-01", "x-api-key", SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(keylessHeaders()).isEqualTo(Map.of("anthropic-version", "2023-06-01"));
    }

    @Test
    void requestForALaterPage_namesTheLastModelOfTheOneBefore() {
        assertThat(pathAfter("claude-x&y")).isEqualTo("/v1/models?limit=1000&after_id=claude-x%26y");
    }

    @Test
    void request_goesWhereTheFileSays() {
        assertThat(request(listing(Map.of("list", "/models"))).path()).isEqualTo("/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"has_more\":false", "\"has_more\":\"true\"", "\"last_id\":null", "\"last_id\":\"\""})
    void lastPage_hasNoNext(String member) {
        String name = member.substring(0, member.indexOf(':'));
        String page = page().replaceFirst(name + ":[^,}]+", member);

        assertThat(page).contains(member);
        assertThat(read(page).next()).isEmpty();
    }

    @Test
    void answerThatIsNoList_isNamedSo() {
        GatewayException failure = refused("{\"data\":{}}");

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo("acme answered something that is no list of models");
    }

    @ParameterizedTest
    @CsvSource({"authentication_error, AUTHENTICATION", "overloaded_error, UNAVAILABLE"})
    void errorInsideASuccess_isToldByItsType(String type, ErrorCode code) {
        String body = error("no").replace("\"type\":\"\"", "\"type\":\"" + type + "\"");

        assertThat(refused(body).code()).isEqualTo(code);
        assertThat(refused(body.replace("\"type\":\"error\",", "")).code()).isEqualTo(code);
    }
}

package io.caravan.dify;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingContract;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelPage;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppListingTest extends ListingContract {

    AppListingTest() {
        super(new AppListing(CLOCK), Map.of("listing", "dify"));
    }

    @Override
    protected String page() {
        return """
            {"name":"Help desk","description":"Helps","tags":["a"],"mode":"advanced-chat","author_name":"Dify"}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts = new ModelFacts(Optional.of("Help desk"), Optional.empty(), Optional.empty(), Map.of());
        return new ModelPage(List.of(new ListedModel("dify", facts)), Optional.empty());
    }

    @Override
    protected String error(String message) {
        return "{\"code\":\"some_code\",\"message\":\"%s\"}".formatted(message);
    }

    @Test
    void request_asksWhatTheAppIs() {
        UpstreamRequest request = request();

        assertThat(request.path()).isEqualTo("/info");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(keylessHeaders()).isEmpty();
        assertThat(request(listing(Map.of("list", "/app"))).path()).isEqualTo("/app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "agent-chat", "advanced-chat", "something-new"})
    void appThatChats_isAModel(String mode) {
        assertThat(read(page().replace("advanced-chat", mode))).isEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "workflow"})
    void appThatDoesNot_isNone(String mode) {
        assertThat(read(page().replace("advanced-chat", mode))).isEqualTo(new ModelPage(List.of(), Optional.empty()));
    }

    @Test
    void appThatSaysNoMode_isAModel() {
        assertThat(read("{\"name\":\"dify\"}")).isEqualTo(new ModelPage(List.of(bare("dify")), Optional.empty()));
    }

    @Test
    void errorInsideASuccess_isToldByItsStatus() {
        GatewayException failure = refused("{\"code\":\"unauthorized\",\"status\":401}");

        assertThat(failure.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(failure.getMessage()).isEqualTo("acme: unauthorized");
    }

    @Test
    void answerThatIsNoApp_isNamedSo() {
        GatewayException failure = refused("{\"name\":7}");

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo("acme answered something that is no app");
    }
}

package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingContract;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelPage;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArkListingTest extends ListingContract {

    private static final Map<String, String> WORDS =
            Map.of("listing", "ark", "access", SECRET, "secret", "SK-canary", "unlisted", "*embedding*");

    private final ArkListing listing = new ArkListing(CLOCK);

    ArkListingTest() {
        super(new ArkListing(CLOCK), WORDS);
    }

    @Override
    protected String page() {
        return """
            {"ResponseMetadata":{"RequestId":"1","Action":"ListEndpoints","Version":"2024-01-01","Service":"ark"},
             "Result":{"TotalCount":101,"PageNumber":1,"PageSize":100,"Items":[
               {"Id":"ep-1","Name":"mine","Status":"Running",
                "ModelReference":{"FoundationModel":{"Name":"doubao-pro-32k","ModelVersion":"240828"}}},
               {"Id":"ep-2","Status":"Stopped","ModelReference":{"FoundationModel":{"Name":"doubao-pro-32k"}}},
               {"Id":"ep-3","Status":"Running","ModelReference":{"FoundationModel":{"Name":"doubao-embedding"}}},
               {"Id":"ep-4","ModelReference":{"CustomModelId":"cm-1"}}]}}\
            """;
    }

    @Override
    protected ModelPage expected() {
        ModelFacts facts = new ModelFacts(Optional.of("doubao-pro-32k"), Optional.empty(), Optional.empty(), Map.of());
        return new ModelPage(List.of(new ListedModel("ep-1", facts), bare("ep-4")), Optional.of("2"));
    }

    @Override
    protected String error(String message) {
        return "{\"ResponseMetadata\":{\"RequestId\":\"1\",\"Error\":{\"Code\":\"SomeCode\",\"Message\":\"%s\"}}}"
                .formatted(message);
    }

    @Test
    void request_isSigned() {
        UpstreamRequest request = listing.request(listing(management("https://management.example:8443/")));

        assertThat(request.path()).isEqualTo("/?Action=ListEndpoints&Version=2024-01-01");
        assertThat(new String(request.body(), UTF_8)).isEqualTo("{\"PageNumber\":1,\"PageSize\":100}");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "X-Date",
                        "20260528T202640Z",
                        "X-Content-Sha256",
                        "058d32c09f9efb08808431ec9c1f0868f6306c9d7b8d68e88a18583010150af3",
                        "Authorization",
                        "HMAC-SHA256 Credential=AK-canary/20260528/cn-beijing/ark/request, SignedHeaders=host;"
                                + "x-content-sha256;x-date, Signature="
                                + "7eaa8997b19724df5ba49c05aba8ed2cfb01a4c0a49cc6a520eb6f989de4d3d2"));
    }

    @Test
    void request_goesToTheManagement() {
        Provider asked = listing.request(listing()).routed().provider();

        assertThat(asked.baseUrl()).isEqualTo("https://open.volcengineapi.com");
        assertThat(asked.key()).contains(SECRET + " SK-canary");
        assertThat(listing.request(listing(management("https://management.example:8443/")))
                        .routed()
                        .provider()
                        .baseUrl())
                .isEqualTo("https://management.example:8443");
    }

    @Test
    void requestForALaterPage_saysWhich() {
        UpstreamRequest request = listing.request(after("3"));

        assertThat(new String(request.body(), UTF_8)).isEqualTo("{\"PageNumber\":3,\"PageSize\":100}");
        assertThat(request.routed())
                .isInstanceOfSatisfying(
                        RoutedListing.class,
                        routed -> assertThat(routed.cursor()).contains("3"));
    }

    @ParameterizedTest
    @CsvSource({"1, 100, ''", "1, 101, 2", "2, 200, ''", "2, 201, 3"})
    void nextPage_isThereWhileTheTotalIsNotReached(String page, int total, String next) {
        String body = "{\"Result\":{\"TotalCount\":%d,\"Items\":[{\"Id\":\"ep-1\"}]}}".formatted(total);

        assertThat(listing.page(after(page), json(body)).next().orElse("")).isEqualTo(next);
    }

    @Test
    void emptyPage_isTheLast() {
        assertThat(read("{\"Result\":{\"TotalCount\":1000,\"Items\":[]}}"))
                .isEqualTo(new ModelPage(List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access", "secret"})
    void withoutBothKeys_theModelsAreAskedFor(String missing) {
        Map<String, String> words = new HashMap<>(WORDS);
        words.remove(missing);

        UpstreamRequest request = listing.request(listing(words));

        assertThat(request.path()).isEqualTo("/models");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(request.body()).isEmpty();
        assertThat(request.routed().provider().baseUrl()).isEqualTo("https://acme.example/v1");
        assertThat(listing.page(listing(words), json("{\"data\":[{\"id\":\"doubao\"}]}")))
                .isEqualTo(new ModelPage(List.of(bare("doubao")), Optional.empty()));
    }

    @Test
    void errorInOpenAisForm_isToldToo() {
        GatewayException failure = listing.error(new UpstreamFailure(
                listing(),
                401,
                Map.of(),
                json("{\"error\":{\"code\":\"AuthenticationError\",\"message\":\"no key\"}}")));

        assertThat(failure.getMessage()).isEqualTo("acme: no key");
    }

    private static Map<String, String> management(String url) {
        return Map.of("access", "AK-canary", "secret", "SK-canary", "management", url);
    }
}

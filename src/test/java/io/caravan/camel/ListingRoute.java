package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.GatewayTest;
import io.caravan.call.Call;
import io.caravan.call.Timeouts;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running gateway whose providers can be asked for their models by route. */
abstract class ListingRoute extends GatewayTest {

    static final Duration LONG = Duration.ofSeconds(10);

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private Providers providers;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add("COHERE_API_KEY", () -> "cohere-canary");
        registry.add("COHERE_BASE_URL", UPSTREAM::url);
        registry.add("SILICON_API_KEY", () -> "silicon-canary");
        registry.add("SILICON_BASE_URL", () -> UPSTREAM.url() + "/v1");
        registry.add("AZURE_API_KEY", () -> "azure-canary");
        registry.add("AZURE_API_BASE", UPSTREAM::url);
        registry.add("ARK_API_KEY", () -> "ark-canary");
        registry.add("ARK_BASE_URL", () -> UPSTREAM.url() + "/api/v3");
        registry.add("VOLC_ACCESSKEY", () -> "AK-canary");
        registry.add("ARK_SECRET_ACCESS_KEY", () -> "SK-canary");
        registry.add("ARK_OPENAPI_URL", () -> UPSTREAM.url() + "/");
    }

    GatewayException failure(String provider) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> list(provider));
        assertThat(failure).isNotNull();
        return failure;
    }

    List<ListedModel> list(String provider) {
        return list(listing(provider), LONG);
    }

    RoutedListing listing(String provider) {
        return new RoutedListing(provider(provider), Optional.empty());
    }

    Provider provider(String id) {
        return providers.all().stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<ListedModel> list(RoutedListing listing, Duration longest) {
        List<?> models =
                ask("direct:list-models", listing, longest).getMessage().getBody(List.class);
        return models.stream().map(ListedModel.class::cast).toList();
    }

    String said(Provider provider, String route, ListedModel model) {
        RoutedRequest request = new RoutedRequest(
                ChatRequestReader.read(json(chat(model.name(), ",\"max_tokens\":2000"))), provider, model.name());
        ChatResponse response =
                ask("direct:" + route, request, LONG).getMessage().getBody(ChatResponse.class);
        return response.choices().getFirst().message().content().orElseThrow();
    }

    Exchange ask(String route, Object body, Duration longest) {
        Call call = calls.begin("test", new Timeouts(longest, longest, longest));
        try {
            Exchange exchange = ScopedValue.where(Call.CURRENT, call)
                    .call(() -> producer.send(route, begun -> {
                        ExchangeVariables.CALL.set(begun, call);
                        begun.getMessage().setBody(body);
                    }));
            if (exchange.getException() != null) {
                throw Failures.failure(exchange.getException(), exchange);
            }
            return exchange;
        } finally {
            calls.end(call);
        }
    }

    static List<String> names(List<ListedModel> models) {
        return models.stream().map(ListedModel::name).toList();
    }

    static String gemini(String name, String more) {
        return "{\"models\":[{\"name\":\"models/%s\",\"supportedGenerationMethods\":[\"generateContent\"]}]%s}"
                .formatted(name, more);
    }
}

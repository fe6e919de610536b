package io.caravan.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Caravan;
import io.caravan.chat.ChatRequest;
import io.caravan.provider.RoutedRequest;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The route that chooses the provider, with the providers' routes taken out. */
@CamelSpringBootTest
@SpringBootTest(
        classes = Caravan.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"OPENAI_API_KEY=k", "ANTHROPIC_API_KEY=k"})
@MockEndpointsAndSkip("direct:openai|direct:anthropic")
class DispatchRouteTest {

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private ObjectMapper json;

    @EndpointInject("mock:direct:openai")
    private MockEndpoint openai;

    @EndpointInject("mock:direct:anthropic")
    private MockEndpoint anthropic;

    @Test
    void modelsPrefix_choosesTheRouteOfThatName() throws Exception {
        openai.expectedMessageCount(1);
        openai.expectedMessagesMatches(exchange ->
                exchange.getMessage().getBody(RoutedRequest.class).model().equals("gpt-4o"));
        anthropic.expectedMessageCount(1);

        producer.sendBody("direct:dispatch", request("openai/gpt-4o"));
        producer.sendBody("direct:dispatch", request("claude-sonnet-4-5"));

        openai.assertIsSatisfied();
        anthropic.assertIsSatisfied();
    }

    private ChatRequest request(String model) throws Exception {
        return json.readValue(
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                ChatRequest.class);
    }
}

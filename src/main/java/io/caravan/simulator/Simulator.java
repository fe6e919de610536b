package io.caravan.simulator;

import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.call.Call;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.ToldFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A provider in the gateway's own process, with models that pretend. */
@Component("simulator")
public class Simulator {

    private static final List<Ability> ABILITIES = List.of(
            Ability.IMAGES,
            Ability.AUDIO,
            Ability.DOCUMENTS,
            Ability.TOOLS,
            Ability.PARALLEL_TOOLS,
            Ability.STRUCTURED_OUTPUT,
            Ability.REASONING);

    private final Backstage backstage;
    private final Author author;

    Simulator(Backstage backstage) {
        this.backstage = backstage;
        this.author = new Author(backstage.json());
    }

    /**
     * The answer to a request, whole or as a stream whose first piece is there.
     *
     * @throws GatewayException if the model's name or the member {@code simulator} is wrong, or the failure that
     *     they ask for
     */
    public ChatAnswer answer(RoutedRequest routed) {
        Question question = ChatQuestion.read(routed);
        Settings settings = SettingsReader.read(question.model(), question.simulator());
        SimulatedFailures failures = new SimulatedFailures(routed, Call.current());
        if (!backstage.pause(settings.slow())) {
            throw failures.stopped();
        }
        settings.refusal().ifPresent(refusal -> {
            throw failures.refused(refusal);
        });
        Head head = backstage.head("chatcmpl-", question.model());
        Performance performance = new Performance(
                author.script(question, settings),
                settings.pace(question.stream()),
                settings.mishap(),
                backstage.patience());
        return question.stream()
                ? new SimulatedStream(head, performance, failures)
                : whole(head, performance, settings, failures);
    }

    /** The models, on one page. */
    public ModelPage answer(RoutedListing listing) {
        return new ModelPage(
                SimulatedModel.of("").stream().map(Simulator::listed).toList(), Optional.empty());
    }

    private static ListedModel listed(SimulatedModel model) {
        ToldFacts told = new ToldFacts(model.name()).called(TextNode.valueOf(model.displayName()));
        for (Ability ability : ABILITIES) {
            told.can(ability, true);
        }
        return new ListedModel(model.name(), told.facts());
    }

    private static ChatResponse whole(
            Head head, Performance performance, Settings settings, SimulatedFailures failures) {
        if (!performance.sitThrough()) {
            throw failures.stopped();
        }
        settings.mishap().ifPresent(mishap -> {
            throw failures.of(mishap.kind());
        });
        Script script = performance.script();
        AssistantMessage message = new AssistantMessage(
                Optional.of(script.text()).filter(_ -> script.calls().isEmpty()),
                Optional.empty(),
                Optional.of(script.thought()).filter(thought -> !thought.isEmpty()),
                List.of(),
                script.calls().stream()
                        .map(call -> new ToolCall(call.id("call_", head), call.tool(), call.arguments(), Map.of()))
                        .toList(),
                Map.of());
        ChatResponse.Choice choice =
                new ChatResponse.Choice(0, message, Optional.of(script.finish()), Optional.empty());
        return new ChatResponse(
                head.id(), head.created(), head.model(), List.of(choice), Optional.of(script.usage()), Map.of());
    }
}

package io.caravan.model;

import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ToolChoice;
import io.caravan.error.GatewayException;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.OldFunctions;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Refuses what a model is known not to take, before it is asked. */
public final class Capabilities {

    private final Supplier<Catalogue> catalogue;

    Capabilities(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Lets a request pass if nothing speaks against it.
     *
     * @throws GatewayException that names what the model does not take
     */
    public void check(Routed routed) {
        switch (routed) {
            case RoutedRequest request -> checkChat(request);
            case RoutedEmbedding _, RoutedListing _ -> {
                // Nothing but text.
            }
        }
    }

    private void checkChat(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        if (plain(chat)) {
            return;
        }
        ModelFacts facts = catalogue.get().facts(routed.provider(), routed.model());
        String name = routed.provider().id() + "/" + routed.model();
        for (int i = 0; i < chat.messages().size(); i++) {
            checkParts(chat.messages().get(i).content(), "messages." + i, facts, name);
        }
        if (mayCall(chat) && no(facts.can(Ability.TOOLS))) {
            String member = OldFunctions.in(chat) ? "functions" : "tools";
            throw GatewayException.unsupported(member, name + " cannot call functions");
        }
    }

    /** Whether there is nothing that any model could not take. */
    private static boolean plain(ChatRequest chat) {
        List<Message> messages = chat.messages();
        for (int i = 0; i < messages.size(); i++) {
            List<Content> parts = messages.get(i).content();
            for (int j = 0; j < parts.size(); j++) {
                if (!(parts.get(j) instanceof Content.Text)) {
                    return false;
                }
            }
        }
        return !mayCall(chat);
    }

    private static boolean mayCall(ChatRequest chat) {
        boolean forbidden =
                chat.tools().choice().filter(ToolChoice.None.class::isInstance).isPresent();
        return OldFunctions.mayBeCalled(chat) || !chat.tools().definitions().isEmpty() && !forbidden;
    }

    private static void checkParts(List<Content> parts, String path, ModelFacts facts, String model) {
        for (int j = 0; j < parts.size(); j++) {
            Optional<String> missing = missing(parts.get(j), facts);
            if (missing.isPresent()) {
                throw GatewayException.unsupported(path + ".content." + j, model + " takes no " + missing.get());
            }
        }
    }

    private static Optional<String> missing(Content part, ModelFacts facts) {
        return switch (part) {
            case Content.Image _ -> named("images", facts.can(Ability.IMAGES));
            case Content.Audio _ -> named("audio", facts.can(Ability.AUDIO));
            case Content.Document _ -> named("documents", facts.can(Ability.DOCUMENTS));
            case Content.Text _, Content.Refusal _, Content.Unknown _ -> Optional.empty();
        };
    }

    private static Optional<String> named(String kind, Optional<Boolean> taken) {
        return no(taken) ? Optional.of(kind) : Optional.empty();
    }

    private static boolean no(Optional<Boolean> fact) {
        return !fact.orElse(true);
    }
}

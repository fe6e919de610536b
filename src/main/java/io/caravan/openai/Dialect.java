package io.caravan.openai;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How one provider differs from OpenAI: its quirk words, understood.
 *
 * @param request what is changed in a request, in this order
 * @param endsWithFinish whether a stream may end after the finish reason, without {@code [DONE]}
 */
record Dialect(
        Entrance entrance,
        Extensions extensions,
        List<RequestQuirk> request,
        FinishWords finish,
        ErrorTable errors,
        boolean endsWithFinish) {

    private static final Set<String> WORDS = Set.of(
            "auth",
            "choice",
            "clamp",
            "done",
            "drop",
            "effort",
            "errors",
            "families",
            "family",
            "finish",
            "formats",
            "messages",
            "model",
            "path",
            "refuse",
            "rename",
            "set",
            "unstreamed",
            "version");

    Dialect {
        request = List.copyOf(request);
    }

    /**
     * Makes sure that all words are known.
     *
     * @throws IllegalArgumentException that names the first which is not
     */
    static void check(Quirks quirks) {
        Vocabulary.of(WORDS).all(quirks.chat().words().keySet());
    }

    /**
     * The dialect that the words describe.
     *
     * @param own whether the models are OpenAI's own
     * @throws IllegalArgumentException if one of the words makes no sense
     */
    static Dialect of(Quirks quirks, boolean own, Map<String, String> vendorErrors) {
        var _ = only("openai", "family", quirks);
        return new Dialect(
                Entrance.of(quirks),
                Extensions.of(quirks),
                Stream.of(own ? ownModels(quirks) : others(quirks), common(quirks))
                        .flatMap(List::stream)
                        .toList(),
                FinishWords.of(quirks),
                ErrorTable.of(quirks, vendorErrors),
                only("finish", "done", quirks));
    }

    /** Whether a word is there that has but one value. */
    private static boolean only(String value, String word, Quirks quirks) {
        return Clauses.of(quirks, word, Vocabulary.of(value)::one).first("").isPresent();
    }

    private static List<RequestQuirk> ownModels(Quirks quirks) {
        return List.of(new OwnModels(ModelFamilies.of(quirks)), new StrictSchemas());
    }

    private static List<RequestQuirk> others(Quirks quirks) {
        return List.of(Turns.of(quirks), AnswerFormat.of(quirks), Choice.of(quirks), Effort.of(quirks));
    }

    private static List<RequestQuirk> common(Quirks quirks) {
        return List.of(
                new Attachments(),
                Refuse.of(quirks),
                Clamp.of(quirks),
                Rename.of(quirks),
                Drop.of(quirks),
                Constants.always(quirks),
                Constants.unstreamed(quirks),
                ModelName.of(quirks));
    }

    /** A request as the provider wants it. */
    Draft draft(RoutedRequest routed) {
        Set<String> lost = extensions.lost(routed.model());
        Set<String> foreign = NativeMembers.foreign(routed.chat().natives(), lost);
        Draft draft = new Draft(routed, RequestBody.of(routed, lost, foreign));
        draft.dropForeign(foreign);
        for (RequestQuirk quirk : request) {
            quirk.apply(draft);
        }
        return draft;
    }
}

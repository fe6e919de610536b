package io.caravan.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls of functions in a client's history that have no result yet. Where Google gave them no id they get one. */
final class ClientCalls {

    private final List<Open> open = new ArrayList<>();
    private int count;

    private record Open(String id, String name) {}

    /** Begins a call, and gives its id. */
    String begin(Optional<String> given, String name) {
        count++;
        String id = given.filter(text -> !text.isEmpty()).orElse("call_" + count);
        open.add(new Open(id, name));
        return id;
    }

    /** Ends the call of that id or else the first of that name, and gives its id, if there is such a call. */
    Optional<String> end(Optional<String> given, String name) {
        Optional<Open> call = given.filter(text -> !text.isEmpty())
                .map(id -> first(one -> one.id().equals(id)))
                .orElseGet(() -> first(one -> one.name().equals(name)));
        call.ifPresent(open::remove);
        return call.map(Open::id);
    }

    private Optional<Open> first(Predicate<Open> wanted) {
        return open.stream().filter(wanted).findFirst();
    }
}

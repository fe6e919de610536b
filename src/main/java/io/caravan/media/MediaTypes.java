package io.caravan.media;

import java.util.Locale;
import java.util.Set;

/** The types of files that are taken, and of which of them a file is. */
record MediaTypes(Set<String> allowed) {

    /** What servers say when they don't know. */
    private static final Set<String> VAGUE = Set.of("", "application/octet-stream", "binary/octet-stream");

    MediaTypes {
        allowed = Set.copyOf(allowed);
    }

    /** The type in a Content-Type header, without parameters. */
    static String named(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }

    /**
     * Looks at what the server says, before the file has come.
     *
     * @throws MediaException if it says a type that is not taken
     */
    void check(String said) {
        if (!VAGUE.contains(said)) {
            checkAllowed(said);
        }
    }

    /**
     * The type that a file has, of which its beginning tells more than the server.
     *
     * @throws MediaException if it is not taken or not what the server says
     */
    String of(String said, byte[] file) {
        String type = Signature.typeOf(file).orElse(said);
        if (Signature.typeOf(file).isEmpty() && Signature.tells(said)) {
            throw new MediaException("is not the " + said + " that its server says it is");
        }
        checkAllowed(type);
        return type;
    }

    private void checkAllowed(String type) {
        if (!allowed.contains(type)) {
            String name = type.isEmpty() || VAGUE.contains(type) ? "of an unknown type" : printable(type);
            throw new MediaException("is " + name + ", not one of "
                    + String.join(", ", allowed.stream().sorted().toList()));
        }
    }

    private static String printable(String type) {
        return type.length() > 60 || !type.matches("[\\w.+*-]+/[\\w.+*-]+") ? "of an unknown type" : type;
    }
}

package io.caravan.media;

/** A picture or document that could not be had; the message goes on a sentence whose subject is the part. */
final class MediaException extends RuntimeException {

    /** One sentence for whatever keeps us from a host, so that nobody can explore a network by it. */
    static final String UNREACHABLE = "could not be fetched from its address";

    MediaException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? UNREACHABLE : message;
    }
}

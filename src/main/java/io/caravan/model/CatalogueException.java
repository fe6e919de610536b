package io.caravan.model;

/** A catalogue that cannot be read. */
public final class CatalogueException extends RuntimeException {

    CatalogueException(String message) {
        super(message);
    }

    CatalogueException(int line, String message) {
        this("line " + line + ": " + message);
    }

    /** The same failure with the name of the file. */
    CatalogueException in(String file) {
        return new CatalogueException(file + ", " + getMessage());
    }
}

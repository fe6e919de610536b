package io.caravan.simulator;

import java.io.IOException;

/** One answer being told as events. */
interface Recital {

    void begin() throws IOException;

    void thought(String text) throws IOException;

    void word(String text) throws IOException;

    /** Tells a piece of a call. */
    void argument(Beat.Argument argument) throws IOException;

    /** Ends the answer properly. */
    void end() throws IOException;

    /** Breaks the answer off with an error. */
    void interrupt() throws IOException;
}

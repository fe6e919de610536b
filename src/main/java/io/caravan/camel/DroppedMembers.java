package io.caravan.camel;

import java.util.Collection;
import java.util.regex.Pattern;

/** The names of the members that a provider did not get, as the value of a header. */
final class DroppedMembers {

    private static final int MOST = 1_000;
    private static final String MORE = "...";
    private static final Pattern UNFIT = Pattern.compile("[^\\x21-\\x7e]");

    private DroppedMembers() {}

    /** As many of the names as a header may hold, which a client's server or proxy would refuse if it were too long. */
    static String header(Collection<String> names) {
        StringBuilder header = new StringBuilder();
        for (String name : names) {
            if (!header.isEmpty()) {
                header.append(',');
            }
            if (header.length() + name.length() > MOST) {
                return header.append(MORE).toString();
            }
            header.append(UNFIT.matcher(name).replaceAll("?"));
        }
        return header.toString();
    }
}

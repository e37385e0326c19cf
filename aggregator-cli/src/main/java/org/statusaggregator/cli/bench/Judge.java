package org.statusaggregator.cli.bench;

import java.util.List;

/** Compares what watchers hold with what was acknowledged. */
final class Judge {
    private Judge() {}

    /** What somebody holds of each user. */
    interface View {
        /** The stamp of the user's row; 0 = there is none. */
        long stamp(int user);

        /** Whether this one should hold the user's row. */
        boolean follows(int user);

        /** Rows of users who do not exist. */
        long strangers();
    }

    /**
     * The outcome.
     *
     * @param wrong rows that are not the last acknowledged ones, or should not be there, over all views
     * @param missing rows that are not there, over all views
     * @param lost users of whom no view holds a row as new as the last acknowledged one
     */
    record Verdict(long wrong, long missing, long lost) {
        boolean isGood() {
            return wrong == 0 && missing == 0 && lost == 0;
        }
    }

    /**
     * Judges.
     *
     * @param acknowledged the stamp of the last acknowledged status of each user
     */
    static Verdict judge(long[] acknowledged, List<? extends View> views) {
        long wrong = 0;
        long missing = 0;
        long lost = 0;
        for (View view : views) {
            wrong += view.strangers();
        }
        for (int user = 0; user < acknowledged.length; user++) {
            long newest = Long.MIN_VALUE;
            boolean followed = false;
            for (View view : views) {
                long held = view.stamp(user);
                if (!view.follows(user)) {
                    wrong += held == 0 ? 0 : 1;
                    continue;
                }
                followed = true;
                newest = Math.max(newest, held);
                if (held == 0 && acknowledged[user] != 0) {
                    missing++;
                } else if (held != acknowledged[user]) {
                    wrong++;
                }
            }
            lost += followed && newest < acknowledged[user] ? 1 : 0;
        }
        return new Verdict(wrong, missing, lost);
    }
}

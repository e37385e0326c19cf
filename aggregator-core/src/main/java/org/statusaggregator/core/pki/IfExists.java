package org.statusaggregator.core.pki;

/** What to do about a folder that is there already. */
public enum IfExists {
    /** Leave it alone and say so. */
    REFUSE,
    /** Put the new one in its place, if nothing in it is somebody else's. */
    REPLACE
}

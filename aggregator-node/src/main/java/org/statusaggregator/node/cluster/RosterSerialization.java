package org.statusaggregator.node.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the objects that travel between members, by number. */
final class RosterSerialization implements DataSerializableFactory {
    static final int FACTORY = 1;
    static final int ROSTER = 1;
    static final int EXECUTE = 2;
    static final int INSTALL = 3;
    static final int READ = 4;
    static final int ANSWER = 5;
    static final int DELTA = 6;

    @Override
    public IdentifiedDataSerializable create(int typeId) {
        return switch (typeId) {
            case ROSTER -> new StoredRoster();
            case EXECUTE -> new ExecuteProcessor();
            case INSTALL -> new InstallProcessor();
            case READ -> new ReadProcessor();
            case ANSWER -> new StoredAnswer();
            case DELTA -> new StoredDelta();
            default -> throw new IllegalArgumentException("type " + typeId + " (expected: 1 to 6)");
        };
    }

    /** What all of them share. */
    abstract static class Form implements IdentifiedDataSerializable {
        @Override
        public int getFactoryId() {
            return FACTORY;
        }
    }
}

package org.statusaggregator.node.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the objects of contact lists that travel between members, by number. */
final class ContactSerialization implements DataSerializableFactory {
    static final int FACTORY = 2;
    static final int LIST = 1;
    static final int EXECUTE = 2;
    static final int INSTALL = 3;
    static final int READ = 4;
    static final int ANSWER = 5;
    static final int DELTA = 6;

    @Override
    public IdentifiedDataSerializable create(int typeId) {
        return switch (typeId) {
            case LIST -> new StoredList();
            case EXECUTE -> new ListExecuteProcessor();
            case INSTALL -> new ListInstallProcessor();
            case READ -> new ListReadProcessor();
            case ANSWER -> new StoredListAnswer();
            case DELTA -> new StoredListDelta();
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

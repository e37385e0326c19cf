package org.statusaggregator.node.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the objects of shared secrets that travel between members, by number. */
final class SecretSerialization implements DataSerializableFactory {
    static final int FACTORY = 3;
    static final int PROCESSOR = 1;
    static final int INSTALL = 2;

    @Override
    public IdentifiedDataSerializable create(int typeId) {
        return switch (typeId) {
            case PROCESSOR -> new SecretProcessor();
            case INSTALL -> new SecretInstallProcessor();
            default -> throw new IllegalArgumentException("type " + typeId + " (expected: 1 or 2)");
        };
    }
}

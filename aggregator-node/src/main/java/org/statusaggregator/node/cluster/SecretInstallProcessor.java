package org.statusaggregator.node.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** On the backup of a secret: takes what the owner decided. */
final class SecretInstallProcessor implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {
    private byte[] value = {};

    SecretInstallProcessor() {}

    SecretInstallProcessor(byte[] value) {
        this.value = value;
    }

    @Override
    public byte[] process(Map.Entry<String, byte[]> held) {
        held.setValue(value);
        return value;
    }

    @Override
    public int getFactoryId() {
        return SecretSerialization.FACTORY;
    }

    @Override
    public int getClassId() {
        return SecretSerialization.INSTALL;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(value);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        value = Objects.requireNonNull(in.readByteArray());
    }
}

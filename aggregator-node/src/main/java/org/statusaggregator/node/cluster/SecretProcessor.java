package org.statusaggregator.node.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On the owner of a secret: gives it, puts the proposal there if there is none, or adds an entry to a set. The backup gets the outcome. */
final class SecretProcessor implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {
    private static final byte[] NOTHING = {};

    private byte[] proposal = NOTHING;
    private String entry = "";
    private long until;
    private long now;
    private transient byte @Nullable [] installed;

    SecretProcessor() {}

    /** Gives what is held; if nothing is, the proposal. */
    static SecretProcessor giveOr(byte[] proposal) {
        SecretProcessor processor = new SecretProcessor();
        processor.proposal = proposal;
        return processor;
    }

    /** Adds an entry to a set; what is past now is forgotten. */
    static SecretProcessor add(String entry, long untilSeconds, long nowSeconds) {
        SecretProcessor processor = new SecretProcessor();
        processor.entry = entry;
        processor.until = untilSeconds;
        processor.now = nowSeconds;
        return processor;
    }

    @Override
    public byte[] process(Map.Entry<String, byte[]> held) {
        byte[] value = held.getValue() == null ? NOTHING : held.getValue();
        if (!entry.isEmpty()) {
            installed = ExpiringSet.add(value, entry, until, now);
        } else if (value.length == 0 && proposal.length > 0) {
            installed = proposal;
        }
        if (installed != null) {
            held.setValue(installed);
            return installed;
        }
        return value;
    }

    @Override
    public @Nullable EntryProcessor<String, byte[], byte[]> getBackupProcessor() {
        return installed == null ? null : new SecretInstallProcessor(installed);
    }

    @Override
    public int getFactoryId() {
        return SecretSerialization.FACTORY;
    }

    @Override
    public int getClassId() {
        return SecretSerialization.PROCESSOR;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(proposal);
        out.writeString(entry);
        out.writeLong(until);
        out.writeLong(now);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        proposal = Objects.requireNonNull(in.readByteArray());
        entry = Objects.requireNonNull(in.readString());
        until = in.readLong();
        now = in.readLong();
    }
}

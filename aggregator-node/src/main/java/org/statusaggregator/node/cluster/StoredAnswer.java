package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.RosterAnswer;

/** A roster's answer on its way back. */
final class StoredAnswer extends RosterSerialization.Form {
    private @Nullable RosterAnswer answer;

    StoredAnswer() {}

    StoredAnswer(RosterAnswer answer) {
        this.answer = answer;
    }

    RosterAnswer answer() {
        return Objects.requireNonNull(answer);
    }

    @Override
    public int getClassId() {
        return RosterSerialization.ANSWER;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RosterCodec.write(out, answer());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        answer = RosterCodec.readAnswer(in);
    }
}

package org.statusaggregator.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;

/** What a message of a later version may have: fields of every wire type that is still in use. */
final class UnknownFields {
    private UnknownFields() {}

    static UnknownFieldSet some() {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder()
                .addVarint(1L << 60)
                .addFixed32(7)
                .addFixed64(8)
                .addLengthDelimited(ByteString.copyFromUtf8("new"))
                .build();
        return UnknownFieldSet.newBuilder().addField(1_000, field).build();
    }
}

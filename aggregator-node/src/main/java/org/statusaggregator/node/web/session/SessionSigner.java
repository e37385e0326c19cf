package org.statusaggregator.node.web.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Writes sessions as signed texts and reads them back: HMAC-SHA256 with the cluster's key. Immutable. */
public final class SessionSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FORMAT = 1;
    private static final int LONGEST = 4_096;
    private static final int MOST_GROUPS = 100;

    private final SecretKeySpec key;

    /** A signer with this key of 32 bytes. */
    public SessionSigner(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The session as a text for a cookie. */
    public String sign(Session session) {
        byte[] content = encode(session);
        return text(content) + "." + text(mac("session", content));
    }

    /** The session in the text; null if it was not signed with this key. Whether it has ended is for the caller to see. */
    public @Nullable Session verify(String signed) {
        int dot = signed.indexOf('.');
        if (dot < 0 || signed.length() > LONGEST) {
            return null;
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(signed.substring(0, dot));
            byte[] mac = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
            return MessageDigest.isEqual(mac, mac("session", content)) ? decode(content) : null;
        } catch (IllegalArgumentException e) {
            return null; // no Base64: not one of ours
        }
    }

    /** What a request that changes something shows in a header: a stranger's page can have the cookie sent, but cannot read this. */
    public String antiForgeryToken(Session session) {
        return text(mac("anti-forgery", session.id().getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] mac(String purpose, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] encode(Session session) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(session.id());
            out.writeUTF(session.person());
            out.writeUTF(session.name());
            out.writeBoolean(session.admin());
            out.writeLong(session.expiresSeconds());
            out.writeInt(session.groups().size());
            for (String group : session.groups()) {
                out.writeUTF(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Session decode(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readUnsignedByte() != FORMAT) {
                return null;
            }
            String id = in.readUTF();
            String person = in.readUTF();
            String name = in.readUTF();
            boolean admin = in.readBoolean();
            long expires = in.readLong();
            int count = in.readInt();
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < count && i < MOST_GROUPS; i++) {
                groups.add(in.readUTF());
            }
            return new Session(id, person, name, admin, groups, expires);
        } catch (IOException e) {
            return null; // signed by us, and in a form of another version
        }
    }
}

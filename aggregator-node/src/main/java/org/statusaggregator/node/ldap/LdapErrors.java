package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;

/** What a directory server said, in a sentence that names the server, what was asked, and what to do. The one place that makes them. */
final class LdapErrors {
    private LdapErrors() {}

    static DirectoryException of(DataSource.Host host, String what, LDAPException e) {
        return new DirectoryException(host + ": " + what + ": " + sentence(e), e);
    }

    /** Whether another host may do better. A wrong password is wrong everywhere, and repeating it may lock the account. */
    static boolean tryNext(LDAPException e) {
        ResultCode code = e.getResultCode();
        return !code.isConnectionUsable()
                || code.equals(ResultCode.TIMEOUT)
                || code.equals(ResultCode.BUSY)
                || code.equals(ResultCode.UNAVAILABLE);
    }

    private static String sentence(LDAPException e) {
        ResultCode code = e.getResultCode();
        String said = e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage();
        String text = code.getName() + " (" + code.intValue() + ")" + advice(e, code);
        String clean = said == null ? "" : said.replaceAll("\\p{Cc}+", " ").strip();
        return clean.isEmpty() || clean.equals(code.getName()) ? text : text + " [" + clean + "]";
    }

    private static String advice(LDAPException e, ResultCode code) {
        if (code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
            return ": the server's size limit stops the search before its end (raise it for this account, or allow paged results)";
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return ": no such search DN, or this account may not see it";
        }
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
            return ": this account may not search there";
        }
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return ": wrong bind DN or password";
        }
        if (code.equals(ResultCode.CONFIDENTIALITY_REQUIRED) || code.equals(ResultCode.STRONG_AUTH_REQUIRED)) {
            return ": the server wants TLS (auth=ssl or auth=tls)";
        }
        if (code.equals(ResultCode.REFERRAL)) {
            String[] urls = e.getReferralURLs();
            String where = urls.length == 0 ? "" : " to " + StaticUtils.concatenateStrings(urls);
            return ": the server refers" + where + "; referrals are not followed, name that server as a host";
        }
        return "";
    }
}

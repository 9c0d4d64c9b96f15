// A path judge on Java's own PKIX implementation (RFC 5280 section 6), run in single-file mode:
//
//     java PathJudge.java ROOT ISSUING LEAF SECONDS PURPOSE
//
// ISSUING may be "-" (the leaf stands directly under the root), SECONDS is the instant of judgement since
// 1970 or "-" for now, PURPOSE is the OID of an extended key usage or "-". Revocation is left out on purpose:
// the path alone is judged here. Exit status 0 is accepted, 3 is refused with the reason on standard output;
// anything else means that the judge itself broke.

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

public final class PathJudge {
    private static final int REFUSED = 3;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            System.err.println("usage: PathJudge ROOT ISSUING|- LEAF SECONDS|- PURPOSE|-");
            System.exit(4);
        }
        try {
            X509Certificate root = read(arguments[0]);
            List<X509Certificate> path = new ArrayList<>();
            path.add(read(arguments[2]));
            if (!arguments[1].equals("-")) {
                path.add(read(arguments[1]));
            }
            System.out.println(judge(root, path, arguments[3], arguments[4]));
        } catch (CertPathValidatorException refusal) {
            refuse("certificate " + refusal.getIndex() + ": " + refusal.getReason() + ": " + refusal.getMessage());
        } catch (GeneralSecurityException refusal) {
            refuse(refusal.toString());
        }
    }

    private static String judge(X509Certificate root, List<X509Certificate> path, String seconds, String purpose)
            throws Exception {
        // A trust anchor's own signature is not part of the algorithm, so it is verified here.
        root.verify(root.getPublicKey());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        if (!seconds.equals("-")) {
            parameters.setDate(new Date(Math.multiplyExact(Long.parseLong(seconds), 1000L)));
        }
        if (!purpose.equals("-")) {
            X509CertSelector wanted = new X509CertSelector();
            wanted.setExtendedKeyUsage(Set.of(purpose));
            parameters.setTargetCertConstraints(wanted);
        }
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        return "accepted, key " + result.getPublicKey().getAlgorithm();
    }

    private static X509Certificate read(String file) throws Exception {
        try (InputStream bytes = new FileInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException unreadable) {
            throw new CertificateException(file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static void refuse(String reason) {
        System.out.println(reason);
        System.exit(REFUSED);
    }
}

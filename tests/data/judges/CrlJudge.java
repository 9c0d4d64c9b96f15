// A judge of revocation on Java's own PKIX implementation (RFC 5280 section 6.3), run in single-file mode:
//
//     java CrlJudge.java ROOT ISSUING LEAF SECONDS CRL...
//
// SECONDS is the instant of judgement since 1970. Every certificate of the path but the root is looked up in the CRLs,
// and one whose status is not known is refused. Exit status 0 is accepted, 3 is refused with the reason on standard
// output; anything else means that the judge itself broke.

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

public final class CrlJudge {
    private static final int REFUSED = 3;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 4) {
            System.err.println("usage: CrlJudge ROOT ISSUING LEAF SECONDS CRL...");
            System.exit(4);
        }
        try {
            judge(arguments);
            System.out.println("accepted");
        } catch (CertPathValidatorException refusal) {
            String why = refusal.getReason() + ": " + refusal.getMessage();
            if (refusal.getCause() instanceof CertificateRevokedException revoked) {
                why = "REVOKED " + revoked.getRevocationReason() + ": " + why;
            }
            refuse("certificate " + refusal.getIndex() + ": " + why);
        } catch (GeneralSecurityException refusal) {
            refuse(refusal.toString());
        }
    }

    private static void judge(String[] arguments) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> path = List.of(read(factory, arguments[2]), read(factory, arguments[1]));
        List<CRL> lists = new ArrayList<>();
        for (int index = 4; index < arguments.length; index++) {
            try (InputStream bytes = new FileInputStream(arguments[index])) {
                lists.add(factory.generateCRL(bytes));
            }
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(read(factory, arguments[0]), null)));
        parameters.setRevocationEnabled(true);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        parameters.setDate(new Date(Math.multiplyExact(Long.parseLong(arguments[3]), 1000L)));
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
    }

    private static X509Certificate read(CertificateFactory factory, String file) throws Exception {
        try (InputStream bytes = new FileInputStream(file)) {
            return (X509Certificate) factory.generateCertificate(bytes);
        }
    }

    private static void refuse(String reason) {
        System.out.println(reason);
        System.exit(REFUSED);
    }
}

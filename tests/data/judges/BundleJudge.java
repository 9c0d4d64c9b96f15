// A judge on the JDK's PKCS#12 key store, both ways.
//
//   java BundleJudge.java show FILE PASSWORD
//   java BundleJudge.java make FILE PASSWORD KEY CERTIFICATE...
//
// `show` prints one line for each alias, key and certificate: the word, a space, the octets in hexadecimal. `make` writes
// a key store of an unencrypted PKCS#8 key in DER and its chain in DER, the leaf first, under the alias "made-by-java".
// Exit status 0 is accepted, 3 is refused with the reason on standard output; anything else is a broken judge.

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.HexFormat;

public class BundleJudge {
    public static void main(String[] arguments) throws Exception {
        char[] password = arguments[2].toCharArray();
        try {
            if (arguments[0].equals("show")) {
                show(Path.of(arguments[1]), password);
            } else {
                make(arguments, password);
            }
        } catch (IOException | GeneralSecurityException refusal) {
            System.out.println(refusal.getClass().getSimpleName() + ": " + refusal.getMessage());
            System.exit(3);
        }
    }

    private static void show(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
        for (String alias : Collections.list(store.aliases())) {
            print("alias", alias.getBytes("UTF-8"));
            Key key = store.getKey(alias, password);
            if (key != null) {
                print("key", key.getEncoded());
            }
            Certificate[] chain = store.getCertificateChain(alias);
            for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
                print("certificate", certificate.getEncoded());
            }
        }
    }

    private static void make(String[] arguments, char[] password) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Certificate[] chain = new Certificate[arguments.length - 4];
        for (int index = 0; index < chain.length; index++) {
            byte[] der = Files.readAllBytes(Path.of(arguments[index + 4]));
            chain[index] = factory.generateCertificate(new ByteArrayInputStream(der));
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(arguments[3])));
        PrivateKey key = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm()).generatePrivate(encoded);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("made-by-java", key, password, chain);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
            store.store(out, password);
        }
    }

    private static void print(String word, byte[] octets) {
        System.out.println(word + " " + HexFormat.of().formatHex(octets));
    }
}

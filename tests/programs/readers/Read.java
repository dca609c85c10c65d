import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;

/** Names every file of a folder in which a private key is found with its own certificate. */
class Read {
    public static void main(String[] arguments) {
        for (File file : new File(arguments[0]).listFiles()) {
            if (opens(file, arguments[1].toCharArray())) {
                System.out.println(file.getName());
            }
        }
    }

    private static boolean opens(File file, char[] password) {
        try (InputStream input = new FileInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(input, password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                Certificate[] chain = store.getCertificateChain(alias);
                if (key instanceof PrivateKey && chain != null && chain.length == 3) {
                    return true;
                }
            }
        } catch (Exception error) {
            return false;
        }
        return false;
    }
}

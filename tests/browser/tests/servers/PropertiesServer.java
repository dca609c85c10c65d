import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Java's own server, set up by the properties that Spring Boot reads, and by nothing else. */
public class PropertiesServer {
    private static final Properties PROPERTIES = new Properties();

    public static void main(String[] arguments) throws Exception {
        try (FileReader file = new FileReader(arguments[0])) {
            PROPERTIES.load(file);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("key-store"), property("key-store-password").toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("trust-store"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);

        int port = Integer.parseInt(PROPERTIES.getProperty("server.port"));
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setProtocols(property("enabled-protocols").split(","));
                wanted.setNeedClientAuth(property("client-auth").equals("need"));
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            byte[] hello = "hello".getBytes();
            exchange.sendResponseHeaders(200, hello.length);
            exchange.getResponseBody().write(hello);
            exchange.close();
        });
        server.start();
    }

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance(property(name + "-type"));
        Path path = Path.of(property(name).replaceFirst("^file:", ""));
        store.load(Files.newInputStream(path), property(name + "-password").toCharArray());
        return store;
    }

    private static String property(String name) {
        String value = PROPERTIES.getProperty("server.ssl." + name);
        boolean fromEnvironment = value.startsWith("${") && value.endsWith("}");
        return fromEnvironment ? System.getenv(value.substring(2, value.length() - 1)) : value;
    }
}

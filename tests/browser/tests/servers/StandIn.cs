// Stands in for Kestrel: the same names, and the same use of .NET's TLS, for one connection at a
// time. It reads and writes single octets, because the compiler cannot read the signatures of what
// takes several.
using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Microsoft.AspNetCore.Builder
{
    public static class WebApplication
    {
        public static WebApplicationBuilder CreateBuilder(string[] arguments) => new WebApplicationBuilder();
    }

    public class WebApplicationBuilder
    {
        public WebHostBuilder WebHost { get; } = new WebHostBuilder();

        public void Run() => WebHost.Options.Listening.Serve();
    }
}

namespace Microsoft.AspNetCore.Server.Kestrel.Https
{
    public enum ClientCertificateMode { NoCertificate, AllowCertificate, RequireCertificate, DelayCertificate }

    public class HttpsConnectionAdapterOptions
    {
        public X509Certificate2Collection ServerCertificateChain { get; set; }
        public SslProtocols SslProtocols { get; set; }
        public ClientCertificateMode ClientCertificateMode { get; set; }
        public Func<X509Certificate2, X509Chain, SslPolicyErrors, bool> ClientCertificateValidation { get; set; }
    }
}

namespace Microsoft.AspNetCore.Hosting
{
    public class WebHostBuilder
    {
        public KestrelServerOptions Options { get; } = new KestrelServerOptions();

        public void ConfigureKestrel(Action<KestrelServerOptions> configure) => configure(Options);
    }

    public class KestrelServerOptions
    {
        public ListenOptions Listening { get; private set; }

        public void ListenAnyIP(int port, Action<ListenOptions> configure)
        {
            Listening = new ListenOptions(port);
            configure(Listening);
        }
    }

    public class ListenOptions
    {
        private readonly int port;
        private readonly SslServerAuthenticationOptions tls = new SslServerAuthenticationOptions();

        public ListenOptions(int port) { this.port = port; }

        public void UseHttps(string path, string password, Action<HttpsConnectionAdapterOptions> configure)
        {
            var options = new HttpsConnectionAdapterOptions();
            configure(options);
            var certificate = (X509Certificate2)Activator.CreateInstance(typeof(X509Certificate2), path, password);
            tls.ServerCertificateContext = SslStreamCertificateContext.Create(certificate, options.ServerCertificateChain);
            tls.EnabledSslProtocols = options.SslProtocols;
            tls.ClientCertificateRequired = options.ClientCertificateMode != ClientCertificateMode.NoCertificate;
            tls.RemoteCertificateValidationCallback = (sender, caller, chain, errors) =>
            {
                if (caller == null) return options.ClientCertificateMode != ClientCertificateMode.RequireCertificate;
                return options.ClientCertificateValidation((X509Certificate2)caller, chain, errors);
            };
        }

        public void Serve()
        {
            var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            while (true)
            {
                try
                {
                    Answer(listener.AcceptTcpClient());
                }
                catch (Exception)
                {
                    // The caller was refused, and the next one is waited for.
                }
            }
        }

        private void Answer(TcpClient connection)
        {
            using (var stream = new SslStream(connection.GetStream(), false))
            {
                stream.AuthenticateAsServer(tls);
                for (int octet = 0, ends = 0; octet >= 0 && ends < 2;)
                {
                    octet = stream.ReadByte();
                    ends = octet == '\n' ? ends + 1 : octet == '\r' ? ends : 0;
                }
                foreach (var letter in "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
                {
                    stream.WriteByte((byte)letter);
                }
                stream.ShutdownAsync().Wait();
            }
        }
    }
}

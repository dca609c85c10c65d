using System;
using System.Security.Cryptography.X509Certificates;

// Repeats the names of those files, given a line each, in which a private key is found with a certificate. The
// compiler is older than what .NET has beside the constructor: it is looked up when the program runs.
class Read {
    static void Main(string[] arguments) {
        string file;
        while ((file = Console.ReadLine()) != null) {
            try {
                object read = Activator.CreateInstance(typeof(X509Certificate2), file, arguments[0]);
                if (((X509Certificate2)read).HasPrivateKey) {
                    Console.WriteLine(file);
                }
            } catch (Exception) {
            }
        }
    }
}

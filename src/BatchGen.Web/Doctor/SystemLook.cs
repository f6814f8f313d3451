namespace BatchGen.Web.Doctor;

/// <summary>What .NET itself opens when it first hashes something, and ends the process without: nobody could say so afterwards.</summary>
/// <param name="loads">Whether the system's loader loads a library of that name.</param>
internal sealed class SystemLook(Func<string, bool> loads) : ILook
{
    /// <summary>Newest first, as .NET tries them (its opensslshim.c).</summary>
    private static readonly string[] Encryption = ["libssl.so.3", "libssl.so.1.1", "libssl.so"];

    public string Name => "system";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Judge()]);

    private Finding Judge()
    {
        if (OperatingSystem.IsLinux() && !Encryption.Any(loads))
            return Finding.Problem(
                Name,
                "This system lacks OpenSSL (libssl.so.3), without which nothing can run.",
                "Install it (Debian, Ubuntu: apt-get install libssl3; Fedora: openssl-libs; Alpine: libssl3).");
        return Finding.Ok(Name, $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription} has what .NET needs.");
    }
}

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Which hosts the administrator trusts.</summary>
internal static class AllowedHosts
{
    private const string Wildcard = "*.";

    public static string WithoutWildcard(string host) => host.StartsWith(Wildcard, StringComparison.Ordinal) ? host[Wildcard.Length..] : host;

    public static bool Contains(IEnumerable<string> allowed, string host) => allowed.Any(entry => entry.StartsWith(Wildcard, StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(entry, StringComparison.OrdinalIgnoreCase));
}

using System.Collections.Concurrent;
using BatchGen.Web.Hosting;

namespace BatchGen.EndToEnd;

/// <summary>The one-time link that each server's first start gave, as its console would have shown it.</summary>
internal static class SignInLinks
{
    private static readonly ConcurrentDictionary<string, string> Links = new();

    public static void Keep(BatchGenApplication started) => Links[started.Address] = started.SignInAddress;

    public static string Of(string address) =>
        Links.TryGetValue(address, out var link) ? link : throw new InvalidOperationException($"No server was started at {address}.");
}

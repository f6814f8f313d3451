namespace BatchGen.Web.Access;

/// <summary>Every address that the configuration names, in all the ways it can.</summary>
internal static class ListeningAddresses
{
    public static IEnumerable<string> Of(IConfiguration configuration) =>
    [
        .. Split(configuration["Urls"]),
        .. Split(configuration["Http_Ports"]).Select(port => $"http://*:{port}"),
        .. Split(configuration["Https_Ports"]).Select(port => $"https://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""),
    ];

    private static string[] Split(string? values) =>
        (values ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

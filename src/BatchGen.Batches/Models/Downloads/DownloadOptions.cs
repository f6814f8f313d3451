using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Section "Downloads": from where models may be fetched.</summary>
public sealed class DownloadOptions
{
    public const string Section = "Downloads";

    /// <summary>Hosts, redirects' included; "*.example.org" stands for every host below it. Empty: no downloads.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// The host, one of AllowedHosts, that is asked for models by name: it lists a repository's files under /api/models/OWNER/NAME/tree/main and
    /// serves them under /OWNER/NAME/resolve/main. Empty: models are downloaded by their links only.
    /// </summary>
    public string HubHost { get; set; } = "";

    /// <summary>Also addresses of private networks and this machine, for a mirror of one's own.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>The largest file that is fetched.</summary>
    public long MaxFileBytes { get; set; } = 200L << 30;

    /// <summary>A transfer that brings nothing for this long is given up; it can be resumed.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);
}

internal sealed class DownloadOptionsValidator : IValidateOptions<DownloadOptions>
{
    public ValidateOptionsResult Validate(string? name, DownloadOptions options)
    {
        List<string> errors = [];
        errors.AddRange(options.AllowedHosts
            .Where(host => Uri.CheckHostName(AllowedHosts.WithoutWildcard(host)) is UriHostNameType.Unknown)
            .Select(host => $"Downloads:AllowedHosts has '{host}'. Write a host's name, e.g. 'models.example.org' or '*.example.org'."));
        if (options.HubHost.Length > 0 && ModelHub.RootOf(options.HubHost) is null)
            errors.Add($"Downloads:HubHost is '{options.HubHost}'. Write a host's name, e.g. 'models.example.org', or leave it empty.");
        else if (options.HubHost.Length > 0 && !AllowedHosts.Contains(options.AllowedHosts, ModelHub.RootOf(options.HubHost)!.Host))
            errors.Add($"Downloads:HubHost is '{options.HubHost}', which is not on the list Downloads:AllowedHosts. Add it there if you trust it.");
        if (options.MaxFileBytes < 1)
            errors.Add($"Downloads:MaxFileBytes is {options.MaxFileBytes}. It must be 1 or more.");
        if (options.StallTimeout <= TimeSpan.Zero)
            errors.Add($"Downloads:StallTimeout is {options.StallTimeout}. It must be a positive time span.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

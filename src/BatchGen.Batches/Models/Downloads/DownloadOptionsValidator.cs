using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models.Downloads;

internal sealed class DownloadOptionsValidator : IValidateOptions<DownloadOptions>
{
    public ValidateOptionsResult Validate(string? name, DownloadOptions options)
    {
        List<string> errors = [];
        errors.AddRange(options.AllowedHosts
            .Where(host => Uri.CheckHostName(AllowedHosts.WithoutWildcard(host)) is UriHostNameType.Unknown)
            .Select(host => $"Downloads:AllowedHosts has '{host}'. Write a host's name, e.g. 'models.example.org' or '*.example.org'."));
        if (options.MaxFileBytes < 1)
            errors.Add($"Downloads:MaxFileBytes is {options.MaxFileBytes}. It must be 1 or more.");
        if (options.StallTimeout <= TimeSpan.Zero)
            errors.Add($"Downloads:StallTimeout is {options.StallTimeout}. It must be a positive time span.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

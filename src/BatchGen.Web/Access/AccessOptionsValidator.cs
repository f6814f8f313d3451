using System.Net;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Names the keys at fault, never their values: two of them are secrets.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    private const int MinKeyLength = 24;

    /// <summary>Rights that were taken must not last for a day.</summary>
    private static readonly TimeSpan LongestRevalidation = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> errors = [];
        if (options.BootstrapApiKey is { Length: < MinKeyLength })
            errors.Add($"Auth:BootstrapApiKey has fewer than {MinKeyLength} characters. Use a long random one, e.g. of 'openssl rand -hex 32'.");
        if (options.BootstrapApiKey is { } key && key.Any(character => character is <= ' ' or > '~'))
            errors.Add("Auth:BootstrapApiKey has a character that cannot travel in a header. Use letters, digits and punctuation, without spaces.");
        if (options.AdminPassword is { Length: < AccessServices.MinPasswordLength })
            errors.Add($"Auth:AdminPassword has fewer than {AccessServices.MinPasswordLength} characters. Choose a longer one.");
        if (options.TrustedProxies.FirstOrDefault(proxy => !IPAddress.TryParse(proxy, out _)) is { } unreadable)
            errors.Add($"Auth:TrustedProxies has '{unreadable}', which is no IP address. Write addresses such as 10.0.0.2.");
        if (options.SessionLifetime <= TimeSpan.Zero)
            errors.Add($"Auth:SessionLifetime is {options.SessionLifetime}. Use more than zero, e.g. '14.00:00:00'.");
        if (options.RevalidationInterval <= TimeSpan.Zero || options.RevalidationInterval > LongestRevalidation)
            errors.Add($"Auth:RevalidationInterval is {options.RevalidationInterval}. Use more than zero and at most {LongestRevalidation}, e.g. '00:01:00'.");
        if (options.LinkLifetime <= TimeSpan.Zero)
            errors.Add($"Auth:LinkLifetime is {options.LinkLifetime}. Use more than zero, e.g. '3.00:00:00'.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

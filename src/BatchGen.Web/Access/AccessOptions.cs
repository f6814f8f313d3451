using System.ComponentModel;
using System.Net;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Section "Auth": how people and programs sign in.</summary>
public sealed class AccessOptions
{
    public const string Section = "Auth";

    /// <summary>Accepted as an API key with every right, for automation; kept as a hash. At least 24 characters.</summary>
    [PasswordPropertyText(true)]
    public string? BootstrapApiKey { get; set; }

    /// <summary>The first administrator's password, taken while there is none: for machines that nobody opens a browser on.</summary>
    [PasswordPropertyText(true)]
    public string? AdminPassword { get; set; }

    /// <summary>A proxy in front ends TLS and says who asks (<c>--behind-proxy</c>).</summary>
    public bool BehindProxy { get; set; }

    /// <summary>Addresses whose forwarding headers are believed, with <see cref="BehindProxy"/>; loopback always is.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How long a browser stays signed in without being used.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a session may go on that should have ended, when its user was disabled or lost a role.</summary>
    public TimeSpan RevalidationInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an invitation or a reset can be used.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(3);
}

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

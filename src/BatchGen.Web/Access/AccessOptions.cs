namespace BatchGen.Web.Access;

/// <summary>Section "Auth": how people and programs sign in.</summary>
public sealed class AccessOptions
{
    public const string Section = "Auth";

    /// <summary>Accepted as an API key with every right, for automation; kept as a hash. At least 24 characters.</summary>
    public string? BootstrapApiKey { get; set; }

    /// <summary>The first administrator's password, taken while there is none: for machines that nobody opens a browser on.</summary>
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

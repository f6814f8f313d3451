using System.ComponentModel;
using System.Net;
using BatchGen.Batches.Requests;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Notices;

/// <summary>Section "Mail": the server that takes mail for others.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>A name or an address; null sends no mail.</summary>
    public string? Host { get; set; }

    /// <summary>Null takes the usual one: 25 without security, 587 with STARTTLS, 465 with TLS.</summary>
    public int? Port { get; set; }

    /// <summary>How the way to the mail server is encrypted.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Null signs in nowhere.</summary>
    public string? User { get; set; }

    /// <summary>Of <see cref="User"/>.</summary>
    [PasswordPropertyText(true)]
    public string? Password { get; set; }

    /// <summary>The sender, an address without a name.</summary>
    public string? From { get; set; }

    /// <summary>How long handing over one mail may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsSetUp => !string.IsNullOrWhiteSpace(Host);

    internal int PortOrUsual => Port ?? Security switch
    {
        MailSecurity.None => 25,
        MailSecurity.StartTls => 587,
        MailSecurity.Tls => 465,
    };
}

/// <summary>How the way to the mail server is encrypted.</summary>
public enum MailSecurity
{
    None,

    /// <summary>Begins in the clear and must then be encrypted, before anything else is said.</summary>
    StartTls,

    /// <summary>From the first byte on.</summary>
    Tls,
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        FindProblems(options).ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private static IEnumerable<string> FindProblems(MailOptions options)
    {
        const string Section = MailOptions.Section;
        if (!Enum.IsDefined(options.Security))
            yield return $"{Section}:Security is {options.Security}. Use None, StartTls or Tls.";
        if (options.Port is < 1 or > 65_535)
            yield return $"{Section}:Port is {options.Port}. Use 1 to 65535.";
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > Longest)
            yield return $"{Section}:Timeout is {options.Timeout}. Use more than 0 and at most {Longest}.";
        if (!options.IsSetUp)
            yield break;
        if (!IsAddress(options.From))
            yield return $"{Section}:From is '{options.From}'. With {Section}:Host, give the sender's address, without a name.";
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            yield return $"{Section}:User and {Section}:Password belong together. Give both, or neither.";
        if (options is { Security: MailSecurity.None, Password.Length: > 0 } && !IsThisMachine(options.Host!))
            yield return $"{Section}:Security is None, which would send {Section}:Password unencrypted to {options.Host}. Use StartTls or Tls.";
    }

    private static bool IsAddress(string? text)
    {
        try
        {
            return text is not null && NoticeRules.RequireMail(text, "From").Length > 0;
        }
        catch (RequestRefusedException)
        {
            return false;
        }
    }

    private static bool IsThisMachine(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

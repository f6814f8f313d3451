using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Notices;

/// <summary>Section "Notices".</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notices";

    /// <summary>How people reach this server, e.g. "https://batchgen.example.com" with a path where it has one; null puts no links into notices.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Null while there is no public address.</summary>
    internal Uri? LinkTo(string batchPublicId) =>
        string.IsNullOrWhiteSpace(PublicAddress) ? null : new Uri($"{PublicAddress.Trim().TrimEnd('/')}/batches/{batchPublicId}");
}

internal sealed class NoticeOptionsValidator : IValidateOptions<NoticeOptions>
{
    public ValidateOptionsResult Validate(string? name, NoticeOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.PublicAddress))
            return ValidateOptionsResult.Success;
        return Uri.TryCreate(options.PublicAddress.Trim(), UriKind.Absolute, out var address)
            && address.Scheme is "https" or "http" && address is { UserInfo: "", Query: "", Fragment: "" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{NoticeOptions.Section}:PublicAddress is '{options.PublicAddress}'. Give the address by which people reach this server, e.g. https://batchgen.example.com.");
    }
}

using BatchGen.Batches.Notices;

namespace BatchGen.Web.Doctor;

/// <summary>Whether people can be told of a batch's end. It sends nothing and reaches for nobody.</summary>
internal sealed class NoticesLook(MailOptions mail, NoticeOptions notices) : ILook
{
    public string Name => "notices";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Look()]);

    private Finding Look()
    {
        var hasLinks = !string.IsNullOrWhiteSpace(notices.PublicAddress);
        if (!mail.IsSetUp)
            return Finding.Ok(Name, hasLinks ? "No mail is sent (Mail:Host); notices link to this server." : "No mail is sent (Mail:Host), and notices have no link (Notices:PublicAddress).");
        return hasLinks
            ? Finding.Ok(Name, $"Mail goes through {mail.Host}; notices link to {notices.PublicAddress}.")
            : Finding.Warning(
                Name,
                $"Mail goes through {mail.Host}, without a link to the batch.",
                "Set Notices:PublicAddress to the address by which people reach this server.");
    }
}

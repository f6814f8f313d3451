using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using MimeKit;

namespace BatchGen.Batches.Notices;

/// <summary>What an address must look like to be taken. Whether it exists shows when something is sent to it.</summary>
public static class NoticeRules
{
    /// <summary>RFC 5321's path of 256 octets, without its brackets.</summary>
    public const int MaxMailLength = 254;

    /// <param name="field">What the address was given as, e.g. "notify.mail".</param>
    /// <exception cref="RequestRefusedException">It is no mail address.</exception>
    public static string RequireMail(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        // Nothing but the address: no name before it, no second one after it, no line break in it.
        return text.Length <= MaxMailLength && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var mailbox)
            && mailbox.Address == text && mailbox.Domain.Length > 0 && mailbox.LocalPart.Length > 0
            ? text
            : throw new RequestRefusedException(
                "invalid_mail_address", $"'{field}' must be one mail address such as ada@example.com, without a name; it is '{Shown.Of(text)}'.", field);
    }

    /// <inheritdoc cref="RequireMail"/>
    /// <exception cref="RequestRefusedException">It is no address that can be called. It is not repeated: it is a secret.</exception>
    public static Uri RequireChat(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text.Length <= BatchNotice.MaxAddressLength && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "https" or "http" && address.UserInfo.Length == 0
            ? address
            : throw new RequestRefusedException(
                "invalid_chat_address",
                $"'{field}' must be the http or https address that the chat program gives for incoming messages, of at most {BatchNotice.MaxAddressLength:N0} characters.",
                field);
    }

    /// <summary>Null when every address of it can be used.</summary>
    /// <param name="prefix">What stands before "mail" and "chat" where they were given.</param>
    public static InputProblem? FindProblem(NoticeWish? wish, string prefix = "notify.")
    {
        try
        {
            if (!string.IsNullOrWhiteSpace(wish?.Mail))
                RequireMail(wish.Mail, $"{prefix}mail");
            if (!string.IsNullOrWhiteSpace(wish?.Chat))
                RequireChat(wish.Chat, $"{prefix}chat");
            return null;
        }
        catch (RequestRefusedException refusal)
        {
            return new InputProblem(null, refusal.Code, refusal.Sentence, refusal.Param);
        }
    }
}

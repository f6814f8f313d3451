using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;

namespace BatchGen.Batches.Notices;

/// <summary>Writes a notice as a mail: plain text and HTML, with nothing in it that is fetched from anywhere.</summary>
internal sealed class MailMessages(INoticeVoice voice, TimeProvider time)
{
    /// <param name="from">Judged by <see cref="NoticeRules"/>, like <paramref name="to"/>.</param>
    /// <param name="copy">Tells two receivers of the same notice apart.</param>
    public MimeMessage Write(NoticeText text, string from, string to, string? language, string copy)
    {
        var title = OneLine(voice.Say(text.Title, language));
        var lines = text.Lines.Select(line => OneLine(voice.Say(line, language))).ToList();
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = title,
            Date = time.GetUtcNow(),
            // The same for every try: a mail program shows a repetition once.
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{text.Id}.{copy}@{DomainOf(sender)}"),
            Body = new Multipart("alternative")
            {
                new TextPart("plain") { Text = Plain(title, lines, text.Link) },
                new TextPart("html") { Text = Html(title, lines, text.Link) },
            },
        };
        message.From.Add(sender);
        message.To.Add(MailboxAddress.Parse(to));
        // RFC 3834: no absence note answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>A batch's name is its owner's text: no line of a header may begin in it.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));

    private static string DomainOf(MailboxAddress sender)
    {
        var address = MailboxAddress.EncodeAddrspec(sender.Address);
        return address[(address.LastIndexOf('@') + 1)..];
    }

    private static string Plain(string title, IReadOnlyList<string> lines, Uri? link)
    {
        var text = new StringBuilder(title).Append("\r\n\r\n").AppendJoin("\r\n", lines).Append("\r\n");
        return link is null ? text.ToString() : text.Append("\r\n").Append(link.AbsoluteUri).Append("\r\n").ToString();
    }

    private static string Html(string title, IReadOnlyList<string> lines, Uri? link)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif\">");
        html.Append(CultureInfo.InvariantCulture, $"<p><strong>{WebUtility.HtmlEncode(title)}</strong></p>");
        foreach (var line in lines)
            html.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(line)}</p>");
        if (link is not null)
            html.Append(
                CultureInfo.InvariantCulture, $"<p><a href=\"{WebUtility.HtmlEncode(link.AbsoluteUri)}\">{WebUtility.HtmlEncode(link.AbsoluteUri)}</a></p>");
        return html.Append("</body></html>").ToString();
    }
}

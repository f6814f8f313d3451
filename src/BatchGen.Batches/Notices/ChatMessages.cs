using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchGen.Batches.Notices;

/// <summary>
/// Writes a notice as chat programs take it: <c>{"text": …}</c>, which Slack, Mattermost, Rocket.Chat and Discord's addresses that end
/// in /slack read; Discord's own addresses and Microsoft's workflows, told by their host, have forms of their own.
/// </summary>
internal sealed class ChatMessages(INoticeVoice voice)
{
    private static readonly string[] Discord = ["discord.com", "discordapp.com"];
    private static readonly string[] Microsoft = [".logic.azure.com", ".api.powerplatform.com", ".powerautomate.com"];

    // What a person reads in a log of the other side, too.
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public HttpRequestMessage Write(NoticeText text, Uri address, string? language) => new(HttpMethod.Post, address)
    {
        Content = new StringContent(JsonSerializer.Serialize(BodyOf(address, Words(text, language)), Legible), Encoding.UTF8, MediaTypeNames.Application.Json),
    };

    private string Words(NoticeText text, string? language)
    {
        var lines = text.Lines.Prepend(text.Title).Select(line => Calm(MailMessages.OneLine(voice.Say(line, language))));
        return string.Join('\n', text.Link is { } link ? lines.Append(link.AbsoluteUri) : lines);
    }

    /// <summary>A batch's name must not call everybody in the room, nor show one link and lead to another.</summary>
    private static string Calm(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("@", "@\u200B", StringComparison.Ordinal);

    private static Dictionary<string, object> BodyOf(Uri address, string words)
    {
        if (Microsoft.Any(end => address.Host.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            return CardOf(words);
        if (Discord.Contains(address.Host, StringComparer.OrdinalIgnoreCase) && !address.AbsolutePath.EndsWith("/slack", StringComparison.Ordinal))
            return new() { ["content"] = words, ["allowed_mentions"] = new { parse = Array.Empty<string>() } };
        return new() { ["text"] = words };
    }

    /// <summary>An adaptive card, which a workflow "when a webhook request is received" posts; its key is "$schema".</summary>
    private static Dictionary<string, object> CardOf(string words) => new()
    {
        ["type"] = "message",
        ["attachments"] = new[]
        {
            new Dictionary<string, object>
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = new Dictionary<string, object>
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = words.Split('\n').Select(line => new { type = "TextBlock", text = line, wrap = true }).ToArray(),
                },
            },
        },
    };
}

using System.Text.Json.Serialization;
using BatchGen.Batches.Data;

namespace BatchGen.Batches.Notices;

/// <summary>Whom somebody wants to be told when a batch has ended, as they wrote it; <see cref="NoticeRules"/> judges it.</summary>
public sealed record NoticeWish
{
    /// <summary>Null or empty tells nobody by mail.</summary>
    public string? Mail { get; init; }

    /// <summary>The address that a chat program gave; null or empty tells no chat. No part of a template: whoever has it may write there.</summary>
    [JsonIgnore]
    public string? Chat { get; init; }

    public NoticeWhen When { get; init; }

    /// <summary>The culture they read, e.g. "zh-CN"; null takes the server's first language.</summary>
    public string? Language { get; init; }

    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrWhiteSpace(Mail) && string.IsNullOrWhiteSpace(Chat);
}

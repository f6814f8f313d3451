namespace BatchGen.Engine.Supervision;

/// <summary>Somebody who wants an engine with certain settings. Two that want the same are still two.</summary>
internal sealed class SettingsWaiter(EngineChoice wanted, DateTimeOffset since)
{
    /// <summary>Every member set.</summary>
    public EngineChoice Wanted { get; } = wanted;

    public DateTimeOffset Since { get; } = since;

    /// <summary>More context than asked for does no harm: the request's own limit is enforced. All else must be as asked.</summary>
    public bool IsServedBy(EngineChoice present) =>
        present.ContextTokens >= Wanted.ContextTokens && present with { ContextTokens = Wanted.ContextTokens } == Wanted;
}

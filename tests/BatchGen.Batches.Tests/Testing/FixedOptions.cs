using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>Options that a test sets, and may replace while they are read.</summary>
internal sealed class FixedOptions<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
{
    public TOptions CurrentValue { get; set; } = value;

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}

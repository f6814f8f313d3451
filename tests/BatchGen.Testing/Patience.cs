using System.Globalization;

namespace BatchGen.Testing;

/// <summary>
/// How long a test waits for what must come. It goes on as soon as that is there, so the ceiling costs a good run nothing;
/// it is as high as a machine needs whose every core does something else.
/// </summary>
public static class Patience
{
    /// <summary>The one ceiling of every test. ./test.sh gives up on a test that hangs for twice as long.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

    /// <summary>What the product itself gives up on by a clock, as settings: a busy machine is no failure in a test.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new[] { "Engine:StartTimeout", "Planning:DryRunTimeout", "Live:LoadPatience" }
        .ToDictionary(key => key, _ => (string?)Ceiling.ToString("c", CultureInfo.InvariantCulture));

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>For what can only be asked, and tells nobody when it changes.</summary>
    /// <exception cref="TimeoutException">It never held.</exception>
    public static Task UntilAsync(Func<bool> holds, string what = "what the test waits for") => UntilAsync(() => Task.FromResult(holds()), what);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what = "what the test waits for")
    {
        ArgumentNullException.ThrowIfNull(holds);
        var end = TimeProvider.System.GetTimestamp() + (long)(Ceiling.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (!await holds())
        {
            if (TimeProvider.System.GetTimestamp() > end)
                throw new TimeoutException($"{what} did not come within {Ceiling.TotalMinutes:0} minutes.");
            await Task.Delay(Pause);
        }
    }
}

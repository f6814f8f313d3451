namespace BatchGen.Engine.Host;

/// <summary>
/// The parent holds the other end of standard input and never closes it while it lives. However it ends,
/// kill -9 included, the operating system closes it, on every platform alike.
/// </summary>
internal static class ParentWatch
{
    public static async Task UntilParentEndsAsync(StreamReader input)
    {
        while (await input.ReadLineAsync() is not null)
        {
            // Nothing is said on this channel after the settings.
        }
    }
}

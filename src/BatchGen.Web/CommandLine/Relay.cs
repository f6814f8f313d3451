namespace BatchGen.Web.CommandLine;

/// <summary>Reports on the caller's thread, in order; <see cref="Progress{T}"/> would post to the pool and overtake itself.</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
